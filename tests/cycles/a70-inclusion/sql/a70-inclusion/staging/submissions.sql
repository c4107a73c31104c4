select * from landing.submissions
