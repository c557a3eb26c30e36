"""Mail to the network's people: an outbox.

An operation that has something to tell writes rows in its own transaction:

    post(SHARED, people, document, key=f"{document.pk}")

What is undone sends nothing; what stands is sent by the worker, however long the mail server is
away. A row says what a mail is about and never what it says: it is written when it leaves, in the
recipient's language, and asks again then whether the recipient may still see it.

- `kinds`: what there is to tell, declared by the slices; `outbox`: `post`
- `writing`: subject, text, HTML; `sending`: each mail once, trying again, sweeping
- `preferences` and `forms`: at once, once a day, never; `digest`: the one mail of the day
- `jobs`: the task on the `background` backend; `operations`: what a coordinator does

Only `models` and `kinds` are imported before the apps are ready.
"""
