"""The public pages: home, sections, standard pages, news, contact; images and site settings."""
