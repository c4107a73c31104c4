-- What is known of each respondent's usable files. A file that names no unit is of the unit of the
-- file before it, else of that after. An `item` is a question, or a whole repeat.
with

items as (

    select
        submission,
        list(distinct coalesce(repeat, question)) as items,
    from landing.answers
    where question not in ('respondent', 'respondent_category')
    group by submission

),

units as (

    select
        submission,
        any_value(
            regexp_replace(trim(lower(nfc_normalize(text))), '\s+', ' ', 'g')
        ) as unit,
    from landing.answers
    where question = $unit and text is not null
    group by submission

),

-- Where the cycle holds replacements, a further file of a respondent counts once it is admitted.
counting as (

    select *
    from temp.judged
    where eligible
    qualify
        not $held
        or basis <> 'reply'
        or coalesce(ruling = 'admit', false)
        or stood is not null
        or row_number() over (
            partition by respondent, basis
            order by
                received_at nulls first,
                completed_on nulls first,
                read_at_order
        ) = 1

),

files as (

    select
        judged.*,
        items.items,
        units.unit,
        row_number() over (
            partition by judged.respondent, judged.basis
            order by
                judged.stood nulls first,
                judged.received_at nulls first,
                judged.completed_on nulls first,
                judged.read_at_order
        ) as place,
    from counting as judged
    inner join items on judged.submission = items.submission
    left join units on judged.submission = units.submission

),

placed as (

    select
        * replace (
            coalesce(
                last_value(unit ignore nulls) over until_now,
                first_value(unit ignore nulls) over all_files,
                ''
            ) as unit
        ),
    from files
    window
        until_now as (
            partition by respondent, basis
            order by place
            rows between unbounded preceding and current row
        ),
        all_files as (
            partition by respondent, basis
            order by place
            rows between unbounded preceding and unbounded following
        )

),

compared as (

    select
        submission,
        basis,
        file,
        respondent,
        unit,
        place,
        len(items) as now,
        max(len(items)) over earlier as before,
        last_value(submission) over earlier as replaced,
        list_sort(
            list_filter(
                list_distinct(flatten(list(items) over earlier)),
                lambda item: not list_contains(items, item)
            )
        ) as missing,
        stood is null and coalesce(before > now, false) as partial,
    from placed
    window earlier as (
        partition by respondent, basis, unit
        order by place
        rows between unbounded preceding and 1 preceding
    )

),

final as (

    select
        *,
        place = max(place) over (partition by respondent, basis, unit) as last,
        last(file) over (
            partition by respondent, basis, unit
            order by place
            rows between unbounded preceding and unbounded following
        ) as stands,
        -- A whole file begins a run; the partial ones after it are of the same.
        sum((not partial)::integer) over (
            partition by respondent, basis, unit
            order by place
        ) as run,
    from compared

)

select * from final
