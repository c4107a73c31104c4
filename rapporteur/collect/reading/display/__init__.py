"""What the cells of a workbook show their author, where that is not what they store."""
