"""The tables and charts as Excel workbooks."""
