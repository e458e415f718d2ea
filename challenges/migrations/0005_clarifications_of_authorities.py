import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """A clarification stands for itself: it is no longer a row of its page."""

    dependencies = [
        ("challenges", "0004_amendments"),
        ("wagtailcore", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="challengepage",
            name="questions_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Leave this empty to take questions until the challenge closes.",
                null=True,
                verbose_name="questions can be asked until",
            ),
        ),
        migrations.AlterModelOptions(
            name="clarification",
            options={
                "verbose_name": "clarification",
                "verbose_name_plural": "clarifications",
            },
        ),
        migrations.AlterField(
            model_name="clarification",
            name="page",
            field=models.ForeignKey(
                help_text="The challenge that the question is about.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clarifications",
                to="challenges.challengepage",
                verbose_name="challenge",
            ),
        ),
        migrations.AlterField(
            model_name="clarification",
            name="question",
            field=models.TextField(
                blank=True,
                help_text="Shorten and correct it as you like. Never say who asked it.",
                max_length=1000,
                verbose_name="question, for everybody",
            ),
        ),
        migrations.AlterField(
            model_name="clarification",
            name="answer",
            field=models.TextField(
                blank=True, help_text="In plain words, for everybody.", verbose_name="answer"
            ),
        ),
        migrations.AddField(
            model_name="clarification",
            name="authority",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.site",
                verbose_name="authority",
            ),
        ),
        migrations.AddField(
            model_name="clarification",
            name="asked_text",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="as it was asked"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="clarification",
            name="asked_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="asked"
            ),
        ),
        migrations.AddField(
            model_name="clarification",
            name="published_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="published"),
        ),
        migrations.AddField(
            model_name="clarification",
            name="declined_reason",
            field=models.TextField(
                blank=True,
                default="",
                help_text="To put a question aside, write why. Only staff read this.",
                max_length=1000,
                verbose_name="why it is not answered",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="clarification",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="clarification",
            index=models.Index(fields=["page", "published_at"], name="clarifications_of_page"),
        ),
    ]
