"""Letters as .docx: the template that is shipped or an authority's own, its placeholders, what is filled in.

Letters are Vietnamese whatever the language of the page."""
