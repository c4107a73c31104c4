"""How letters are referred to, so that an answer to one can be filed."""


def reference(cycle: str, respondent: str, submission: str = "") -> str:
    """The reference of letters about a submission, or to a respondent who has sent none."""
    return "/".join(part for part in (cycle, respondent, submission) if part)
