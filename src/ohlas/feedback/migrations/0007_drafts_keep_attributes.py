from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0006_files_with_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='attributes',
            field=models.JSONField(default=dict, help_text='What the page knew, such as the arm of a test.'),
        ),
    ]
