"""What is taken away of the joint actions: a workbook, the sheet of one, a calendar's dates."""
