-- The action plan as the Governing Body has it (table after paragraph 29): each high-level
-- deliverable with its objective and output, the points of the conclusions, the outputs of the
-- programme and budget for 2022-2023, and the time frame.
select
    plan.place,
    plan.objective,
    plan.output,
    plan.deliverable,
    plan.conclusions,
    plan.programme_outputs,
    plan.time_frame,
from (
    values
    (
        1, 'o1', 'o1_1', 'research',
        'p7a p16b',
        'ba_2 b4_1',
        't2023_2029'
    ),
    (
        2, 'o1', 'o1_2', 'case_studies',
        'p9n p16c',
        'ba_1 b4_1',
        't2023_2023'
    ),
    (
        3, 'o1', 'o1_2', 'room_document',
        'p9n p16c',
        'ba_1 b4_1',
        't2023_2023'
    ),
    (
        4, 'o1', 'o1_2', 'manual',
        'p9n p16c',
        'ba_1 b4_1',
        't2023_2028'
    ),
    (
        5, 'o1', 'o1_2', 'guidelines',
        'p9n p16c',
        'ba_1 b4_1',
        't2023_2028'
    ),
    (
        6, 'o1', 'o1_3', 'knowledge',
        'p6b p16b p16c',
        'ba_2 ba_3',
        't2023_2029'
    ),
    (
        7, 'o2', 'o2_1', 'legal_advice',
        'p6c p6e p6f p6h p6k p7a p7c p7e p7g p8 p9a p9b p9c p9e p9f p9h p9i '
        || 'p9j p9k p9l p9n p11 p16a p16h',
        'b1_1 b1_2 b1_3 b1_4 b2_2 b3_1 b3_2 b3_3 b3_4 b4_1 b4_2 b4_3 b4_4 '
        || 'b6_1 b6_2 b6_4 b7_4',
        't2023_2029'
    ),
    (
        8, 'o2', 'o2_1', 'mainstreaming',
        'p6c p6e p6f p6i p6j p6k p7c p7e p8 p9a p9b p9c p9d p9e p9f p9i p9j '
        || 'p9k p11 p16a p16e p16h',
        'b2_2 b3_1 b3_2 b3_3 b3_4 b4_1 b4_2 b4_3 b4_4 b6_1 b6_2 b6_4 b7_4',
        't2023_2029'
    ),
    (
        9, 'o2', 'o2_2', 'capacity_tools',
        'p7d p7e p7g p8 p9g p9h p9k p9l p9m p9n p10 p12 p13 p16a p16f p16g '
        || 'p16h',
        'b1_1 b1_2 b1_3 b1_4 b2_2 b3_1 b3_2 b3_3 b3_4 b4_1 b4_2 b4_3 b4_4 '
        || 'b6_1 b6_2 b6_4 b7_1 b7_4',
        't2023_2029'
    ),
    (
        10, 'o2', 'o2_3', 'training',
        'p9m p9n p11 p16a p16g',
        'b4_2 b4_3 b5_3',
        't2023_2029'
    ),
    (
        11, 'o3', 'o3_1', 'strategies',
        'p6e p6i p7c p9d p9f p16a p16e',
        'b3_1 b3_2 b3_3 b3_4 b3_5 b4_1 b4_2 b4_3 b4_4 b5_4 b6_1 b6_4 b7_4 '
        || 'b7_5 b8_1 b8_3',
        't2023_2029'
    ),
    (
        12, 'o3', 'o3_1', 'partnerships',
        'p16k p16l',
        'ba_4 b4_1',
        't2023_2029'
    ),
    (
        13, 'o3', 'o3_2', 'programme_budget',
        'p16d p16i',
        'bb_1',
        't2023_2029'
    ),
    (
        14, 'o3', 'o3_2', 'south_south',
        'p16d',
        'ba_4 b4_1',
        't2023_2029'
    ),
    (
        15, 'o3', 'o3_2', 'staff',
        'p16d p16i',
        'bb_1 bc_3',
        't2023_2029'
    ),
    (
        16, 'o3', 'o3_2', 'network',
        'p16j',
        'bc_4',
        't2023_2029'
    ),
    (
        17, 'o3', 'o3_3', 'resources',
        'p16i',
        'ba_4',
        't2023_2029'
    )
) as plan (place, objective, output, deliverable, conclusions, programme_outputs, time_frame)
