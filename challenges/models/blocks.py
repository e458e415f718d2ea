"""The building blocks of stories, programmes and content pages, and the rows of a brief."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PLAIN_FEATURES = ["bold", "italic", "link", "ol", "ul"]
TEXT_FEATURES = ["h3", *PLAIN_FEATURES]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a page into parts that readers can scan.")
        template = "blocks/heading.html"
        form_classname = "title"
        preview_value = "What the problem was"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "blocks/text.html"
        preview_value = "<p>Three businesses worked with planners and residents.</p>"


class PictureBlock(blocks.StructBlock):
    """A picture, described or marked as decorative, with a caption if it needs one."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(
        label=_("caption"), required=False, max_length=250, help_text=_("Shown under the picture.")
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture across the column of reading.")
        template = "blocks/picture.html"


class QuotationBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("quotation"), max_length=500, rows=3)
    who = blocks.CharBlock(
        label=_("who said it"), max_length=160, help_text=_("Name and role, as agreed with them.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("What somebody said, with their name.")
        template = "blocks/quotation.html"
        preview_value = {"text": "We had never sold to a council before.", "who": "A founder"}


class FigureBlock(blocks.StructBlock):
    """A number that means something, with its sentence and its source."""

    number = blocks.CharBlock(label=_("number"), max_length=20, help_text=_("Like 21 or £89,000."))
    sentence = blocks.CharBlock(
        label=_("sentence"), max_length=160, help_text=_("What the number counts.")
    )
    source = blocks.CharBlock(
        label=_("source"), max_length=200, help_text=_("Where the number comes from.")
    )

    class Meta:
        icon = "order"
        label = _("Figure")
        description = _("A big number, its sentence and its source.")
        template = "blocks/figure.html"
        preview_value = {
            "number": "21",
            "sentence": "applications for five challenges",
            "source": "Programme records",
        }


class ContentBlocks(blocks.StreamBlock):
    """What the body of a story, a programme or a content page is made of."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    quotation = QuotationBlock()
    figure = FigureBlock()


class KeyDateBlock(blocks.StructBlock):
    """Something that happens on a day."""

    label = blocks.CharBlock(label=_("what happens"), max_length=120)
    when = blocks.CharBlock(
        label=_("when"), max_length=80, help_text=_("A date in words, like 27 March 2027.")
    )
    text = blocks.CharBlock(label=_("more"), max_length=250, required=False)

    class Meta:
        icon = "date"
        label = _("Key date")
        description = _("Something that happens on a day.")


class DocumentBlock(blocks.StructBlock):
    """A document that belongs to the brief."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    document = DocumentChooserBlock(label=_("document"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A document that belongs to the brief.")


class MoneyBlock(blocks.StructBlock):
    """Where money comes from, and how much."""

    label = blocks.CharBlock(label=_("from"), max_length=120)
    amount = blocks.IntegerBlock(label=_("pounds"), min_value=0)

    class Meta:
        icon = "tag"
        label = _("Money")
        description = _("Where money comes from, and how much.")


class StepBlock(blocks.StructBlock):
    """One step of how a programme works."""

    title = blocks.CharBlock(label=_("step"), max_length=80)
    text = blocks.TextBlock(label=_("what happens"), max_length=400, rows=3)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        description = _("One step of how the programme works.")
