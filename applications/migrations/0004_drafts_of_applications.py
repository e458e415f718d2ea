from django.db import migrations


def give_drafts(apps, schema_editor):
    """Give each application the draft that it would have been sent from."""
    Application = apps.get_model("applications", "Application")
    Draft = apps.get_model("applications", "Draft")
    SentVersion = apps.get_model("applications", "SentVersion")
    names = ("business_name", "contact_name", "email", "business_size", "postcode", "company_number")
    for application in Application.objects.filter(draft=None).iterator():
        details = {name: getattr(application, name) for name in names}
        answers = {
            name: answer if isinstance(answer, list) else [answer or ""]
            for name, answer in application.form_data.items()
        }
        draft = Draft.objects.create(
            page_id=application.page_id,
            authority_id=application.authority_id,
            reference=application.reference,
            secret=application.secret,
            form_key=application.form_key,
            email=application.email,
            typed={name: [value] for name, value in details.items()} | answers,
            questions=application.questions,
            version=1,
            started_at=application.submit_time,
            saved_at=application.submit_time,
        )
        files = {
            file.question: {"pk": file.pk, "name": file.name, "size": file.size}
            for file in application.files.all()
        }
        SentVersion.objects.create(
            application=application,
            number=1,
            details=details,
            answers=application.form_data,
            questions=application.questions,
            files=files,
            at=application.submit_time,
        )
        application.files.update(draft=draft, was_sent=True)
        application.draft = draft
        application.first_sent_at = application.submit_time
        application.save(update_fields=["draft", "first_sent_at"])


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_drafts")]

    operations = [migrations.RunPython(give_drafts, migrations.RunPython.noop)]
