import applications.models.draft
import applications.models.file
import applications.models.note
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0006_extensions_stay'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='next_status',
            field=models.CharField(blank=True, choices=[('submitted', 'Submitted'), ('screening', 'Screening'), ('info_requested', 'Information requested'), ('ineligible', 'Ineligible'), ('eligible', 'Eligible'), ('in_assessment', 'In assessment'), ('matched', 'Matched'), ('reserve', 'Reserve'), ('not_matched', 'Not matched'), ('selected', 'Selected'), ('not_selected', 'Not selected'), ('procured', 'Procured'), ('not_procured', 'Not procured'), ('withdrawn', 'Withdrawn')], editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='application',
            name='next_status_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='reserve_rank',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='place in the reserve'),
        ),
        migrations.AddField(
            model_name='application',
            name='search_text',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='applicationfile',
            name='is_anonymous',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='decision',
            name='because',
            field=models.CharField(blank=True, choices=[('who', 'Cannot apply under the rules'), ('incomplete', 'Incomplete, and not completed when asked'), ('off_topic', 'Does not answer the challenge'), ('duplicate', 'Sent twice'), ('other', 'Another reason')], max_length=12, verbose_name='reason, from the list'),
        ),
        migrations.AddField(
            model_name='draft',
            name='percent_answered',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name='AgreedScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.PositiveBigIntegerField()),
                ('score', models.PositiveSmallIntegerField(verbose_name='score')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_scores', to='applications.application')),
            ],
            options={
                'verbose_name': 'agreed score',
                'verbose_name_plural': 'agreed scores',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AssessmentRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assessment_round', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
            },
        ),
        migrations.CreateModel(
            name='Assessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('email', models.EmailField(max_length=254, verbose_name='email address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('body', models.CharField(blank=True, help_text='The body that a guest works for.', max_length=120, verbose_name='from')),
                ('secret', models.CharField(default=applications.models.draft.new_secret, editable=False, max_length=64, unique=True)),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='invited')),
                ('answer_by', models.DateTimeField(verbose_name='answer by')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='accepted')),
                ('declined_at', models.DateTimeField(null=True, verbose_name='declined')),
                ('removed_at', models.DateTimeField(null=True, verbose_name='removed')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessors', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'assessor',
                'verbose_name_plural': 'assessors',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('assigned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='assigned')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('version', models.PositiveIntegerField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('return_reason', models.TextField(blank=True, verbose_name='why it was returned')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('ended_because', models.CharField(blank=True, choices=[('conflict', 'Conflict of interest'), ('field', 'Not my field'), ('many', 'Too many applications'), ('taken_back', 'Taken back by a moderator')], max_length=12, verbose_name='reason')),
                ('ended_text', models.CharField(blank=True, max_length=500, verbose_name='in a sentence')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='applications.application')),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='applications.assessor')),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_conflict', models.BooleanField(verbose_name='conflict')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='what it is')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='applications.application')),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='applications.assessor')),
            ],
            options={
                'verbose_name': 'declaration',
                'verbose_name_plural': 'declarations',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('event', models.CharField(choices=[('sent', 'Application sent'), ('moved', 'Application moved'), ('stage_moved', 'Challenge moved'), ('amended', 'Challenge amended'), ('extended', 'More time given'), ('contact_changed', 'Contact changed'), ('message', 'Message'), ('note', 'Note of staff'), ('file', 'File handed out'), ('file_shown', 'File shown to assessors'), ('rules_checked', 'Eligibility checked'), ('looked', 'Look at a sealed application'), ('invited', 'Assessor invited'), ('accepted', 'Invitation accepted'), ('declined', 'Invitation declined'), ('removed', 'Assessor removed'), ('declared', 'Interest declared'), ('assigned', 'Assessor assigned'), ('given_back', 'Assignment given back'), ('recused', 'Assessor recused'), ('unassigned', 'Assignment ended'), ('scores_sent', 'Scores sent'), ('scores_returned', 'Scores returned'), ('not_applicable', 'Criterion set as not applicable'), ('applicable', 'Criterion set as applicable'), ('agreed', 'Score agreed by the panel'), ('pitch', 'Pitch'), ('assessment_closed', 'Assessment closed'), ('assessment_reopened', 'Assessment reopened'), ('held', 'Put on hold'), ('unheld', 'Taken off hold'), ('release_planned', 'Release decided'), ('release_stopped', 'Release stopped'), ('told', 'Applicant told'), ('procurement', 'Procurement'), ('exported', 'Exported'), ('observer', 'Observer named'), ('legal_hold', 'Legal hold set'), ('legal_hold_lifted', 'Legal hold lifted'), ('erased', 'Personal data erased')], max_length=20, verbose_name='what')),
                ('from_state', models.CharField(blank=True, max_length=20, verbose_name='from')),
                ('to_state', models.CharField(blank=True, max_length=20, verbose_name='to')),
                ('about', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('salt', models.CharField(blank=True, max_length=32)),
                ('reason_digest', models.CharField(blank=True, max_length=64)),
                ('previous_hash', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(help_text='Empty when the applicant did it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='history', to='applications.application')),
                ('assessor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.assessor', verbose_name='assessor')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'entry of the history',
                'verbose_name_plural': 'history',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='lifted')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'legal hold',
                'verbose_name_plural': 'legal holds',
            },
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('submitted', 'Submitted'), ('screening', 'Screening'), ('info_requested', 'Information requested'), ('ineligible', 'Ineligible'), ('eligible', 'Eligible'), ('in_assessment', 'In assessment'), ('matched', 'Matched'), ('reserve', 'Reserve'), ('not_matched', 'Not matched'), ('selected', 'Selected'), ('not_selected', 'Not selected'), ('procured', 'Procured'), ('not_procured', 'Not procured'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='decision')),
                ('text', models.TextField(help_text='Words in braces are filled in: {contact}, {business}, {challenge}, {reference}.', max_length=5000, verbose_name='letter')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site', verbose_name='authority')),
            ],
            options={
                'verbose_name': 'letter template',
                'verbose_name_plural': 'letter templates',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='applications.application')),
            ],
            options={
                'verbose_name': 'look at a sealed application',
                'verbose_name_plural': 'looks at sealed applications',
            },
        ),
        migrations.CreateModel(
            name='NotApplicable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('reason', models.TextField(verbose_name='reason')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='not_applicable', to='applications.application')),
            ],
            options={
                'verbose_name': 'criterion that does not apply',
                'verbose_name_plural': 'criteria that do not apply',
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=5000, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('file', models.FileField(blank=True, max_length=200, storage=applications.models.file.private_storage, upload_to=applications.models.note.note_file_name)),
                ('file_name', models.CharField(blank=True, max_length=120)),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='applications.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Observer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='named')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observers', to=settings.WAGTAIL_PAGE_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'observer',
                'verbose_name_plural': 'observers',
            },
        ),
        migrations.CreateModel(
            name='Pitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='when')),
                ('place', models.CharField(max_length=200, verbose_name='where')),
                ('hand_in', models.CharField(blank=True, help_text='Like: at most ten slides as a PDF. Leave empty for nothing.', max_length=300, verbose_name='what to hand in before')),
                ('hand_in_by', models.DateTimeField(blank=True, null=True, verbose_name='hand in by')),
                ('how_it_went', models.TextField(blank=True, max_length=5000, verbose_name='how it went')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='cancelled')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pitch', to='applications.application')),
            ],
            options={
                'verbose_name': 'pitch',
                'verbose_name_plural': 'pitches',
            },
        ),
        migrations.CreateModel(
            name='Procurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='outcome due')),
                ('reminded_at', models.DateTimeField(null=True)),
                ('value', models.PositiveIntegerField(blank=True, null=True, verbose_name='value in pounds')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided on')),
                ('is_public', models.BooleanField(default=False, help_text='Value and date are shown on the brief.', verbose_name='public')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='procurement', to='applications.application')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'procurement',
                'verbose_name_plural': 'procurements',
            },
        ),
        migrations.CreateModel(
            name='QueueColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=list)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='queue_columns', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'columns of the queue',
                'verbose_name_plural': 'columns of the queue',
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='decided')),
                ('visible_at', models.DateTimeField(verbose_name='visible from')),
                ('mailed_at', models.DateTimeField(null=True, verbose_name='mail queued')),
                ('stopped_at', models.DateTimeField(null=True, verbose_name='stopped')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'ordering': ['-decided_at'],
            },
        ),
        migrations.CreateModel(
            name='DecisionLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('submitted', 'Submitted'), ('screening', 'Screening'), ('info_requested', 'Information requested'), ('ineligible', 'Ineligible'), ('eligible', 'Eligible'), ('in_assessment', 'In assessment'), ('matched', 'Matched'), ('reserve', 'Reserve'), ('not_matched', 'Not matched'), ('selected', 'Selected'), ('not_selected', 'Not selected'), ('procured', 'Procured'), ('not_procured', 'Not procured'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='decision')),
                ('text', models.TextField(blank=True, max_length=5000, verbose_name='letter')),
                ('comments', models.JSONField(default=list, verbose_name='comments by criterion')),
                ('scores', models.JSONField(default=list, verbose_name='scores')),
                ('stronger', models.TextField(blank=True, max_length=5000, verbose_name='what would have made it stronger')),
                ('shows_scores', models.BooleanField(default=False, verbose_name='show the scores')),
                ('held_because', models.CharField(blank=True, max_length=500, verbose_name='on hold, because')),
                ('voided_at', models.DateTimeField(null=True, verbose_name='taken back')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='applications.application')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='applications.decision')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='applications.release')),
            ],
            options={
                'verbose_name': 'letter about a decision',
                'verbose_name_plural': 'letters about decisions',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RuleCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.PositiveBigIntegerField()),
                ('text', models.CharField(max_length=200, verbose_name='rule')),
                ('holds', models.BooleanField(verbose_name='keeps it')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_checks', to='applications.application')),
            ],
            options={
                'verbose_name': 'check of a rule',
                'verbose_name_plural': 'checks of rules',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=500)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.PositiveBigIntegerField()),
                ('score', models.PositiveSmallIntegerField(null=True, verbose_name='score')),
                ('comment', models.TextField(blank=True, verbose_name='comment for the applicant')),
                ('private_comment', models.TextField(blank=True, verbose_name='comment for the authority')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='applications.assignment')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SentScores',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('version', models.PositiveIntegerField(verbose_name='version of the application')),
                ('scores', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('actor', models.ForeignKey(help_text='Empty when the applicant did it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_scores', to='applications.assignment')),
            ],
            options={
                'verbose_name': 'sent scores',
                'verbose_name_plural': 'sent scores',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='assessor',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='one_assessor_a_number'),
        ),
        migrations.AddConstraint(
            model_name='assessor',
            constraint=models.UniqueConstraint(models.F('page'), django.db.models.functions.text.Lower('email'), condition=models.Q(('declined_at', None), ('removed_at', None)), name='one_assessor_an_address'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('assessor', 'application'), name='assigned_once'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(fields=['assessor', 'application'], name='declared_about'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='one_entry_a_number'),
        ),
        migrations.AddConstraint(
            model_name='lettertemplate',
            constraint=models.UniqueConstraint(fields=('authority', 'status'), name='one_template_a_decision', violation_error_message='There is a template for this decision already.'),
        ),
        migrations.AddConstraint(
            model_name='notapplicable',
            constraint=models.UniqueConstraint(fields=('application', 'criterion'), name='not_applicable_once'),
        ),
        migrations.AddConstraint(
            model_name='observer',
            constraint=models.UniqueConstraint(fields=('page', 'user'), name='one_observer_a_page'),
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(condition=models.Q(('mailed_at', None), ('stopped_at', None)), fields=['visible_at'], name='release_to_mail'),
        ),
        migrations.AddConstraint(
            model_name='rulecheck',
            constraint=models.UniqueConstraint(fields=('application', 'rule'), name='one_check_a_rule'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('user', 'authority', 'name'), name='one_filter_a_name'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('assignment', 'criterion'), name='one_score_each'),
        ),
        migrations.AddConstraint(
            model_name='sentscores',
            constraint=models.UniqueConstraint(fields=('assignment', 'number'), name='one_number_a_sending'),
        ),
    ]
