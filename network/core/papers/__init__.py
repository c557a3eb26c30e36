"""Papers: what the network hands out as PDF, in one language or in two side by side.

    as_pdf("paper", content)  # network.core.papers.setting

They are set by Typst, which comes in one wheel and needs nothing of the system. What people wrote
is given to it as data and is never markup; and since a text may be of any length, each paper is set
in a process of its own, which has little memory and time, and reads the folder `press` alone.

- `content`: what a paper says: passages, each in its language and direction
- `setting`: starts that process, and gives its PDF
- `child`, which runs in it; `press`: how papers look, and their fonts

What runs in the child imports neither Django nor anything of this plugin but its limits. Hence
nothing is imported here.
"""
