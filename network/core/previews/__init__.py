"""Small pictures and texts of files, for whoever wants to see one before taking it.

Whoever writes a file may have made it to harm who opens it. So each is opened in a process of its
own (`child`), which has little memory and time, no network, and a folder that is gone afterwards:

    with drawn(file, mime) as drawing:  # network.core.previews.drawing
        drawing.reason, drawing.pictures, drawing.text …

- `drawing`: starts that process, ends it in any case, and reads what it left
- `office`: what LibreOffice is told, where it is installed
- `child`, and what runs in it: `papers` (PDF), `images`, `texts`, `packed` (ZIP)

What runs in the child imports neither Django nor anything of this plugin but its neighbours and its
limits: it starts in a tenth of a second, and knows no secret. Hence nothing is imported here.
"""
