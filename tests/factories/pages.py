"""A factory for each page type. Give `parent`; the page is live unless `live=False`."""

from __future__ import annotations

import datetime

import factory
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_factories import PageFactory

from portal.content import models
from sites.pages import gate


class GovPageFactory(PageFactory):
    # The model makes the slug: a Chinese title gives none.
    slug = ""

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, *args, **kwargs):
        with gate.opened():
            return super()._create_instance(*args, **kwargs)


class PortalHomeFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试门户{n}")

    class Meta:
        model = models.PortalHome


class DepartmentHomeFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试部门网站{n}")

    class Meta:
        model = models.DepartmentHome


class CountyHomeFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试县区网站{n}")

    class Meta:
        model = models.CountyHome


class ColumnFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试栏目{n}")
    kind = "other"

    class Meta:
        model = models.Column


class ArticleFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"关于做好第{n}项工作的通知")
    summary = "为做好有关工作，现将有关事项通知如下。"
    body = [("paragraph", "<p>现将有关事项通知如下。</p>")]

    class Meta:
        model = models.Article


class LinkItemFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"办理第{n}项业务")
    link_url = "https://www.gov.cn/"

    class Meta:
        model = models.LinkItem


class LeaderFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试领导{n}")
    post = "副市长"
    duties = "<p>负责测试方面的工作。</p>"

    class Meta:
        model = models.Leader


class InstitutionFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试科{n}")
    functions = "<p>承担测试方面的工作。</p>"

    class Meta:
        model = models.Institution


class TopicFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试专题{n}")

    class Meta:
        model = models.Topic


class PlainPageFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"测试说明{n}")
    body = [("paragraph", "<p>说明文字。</p>")]

    class Meta:
        model = models.PlainPage


class AlertFactory(GovPageFactory):
    title = factory.Sequence(lambda n: f"暴雨黄色预警{n}")
    text = "请减少外出。"
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=1))

    class Meta:
        model = models.Alert


def many_articles(column: models.Column, count: int) -> None:
    """Make `count` published articles straight in the tables: through the tree it takes too long."""
    content_type = ContentType.objects.get_for_model(models.Article)
    now = timezone.now()
    first = column.numchild + 1
    pages = Page.objects.bulk_create(
        Page(
            title=f"第{number}号公告",
            draft_title=f"第{number}号公告",
            slug=f"many-{number}",
            path=Page._get_path(column.path, column.depth + 1, number),
            depth=column.depth + 1,
            url_path=f"{column.url_path}many-{number}/",
            content_type=content_type,
            locale=Locale.objects.get(),
            first_published_at=now,
            live=True,
        )
        for number in range(first, first + count)
    )
    for number, page in enumerate(pages):
        # "raw" writes the row of the model's own table only; the rows above it exist.
        date = now - datetime.timedelta(hours=number)
        shown = {"listed_in": column.pk, "display_date": date, "department": column.department}
        models.ColumnItem(page_ptr=page, **shown).save_base(raw=True)
        models.Article(columnitem_ptr_id=page.pk).save_base(raw=True)
    Page.objects.filter(pk=column.pk).update(numchild=column.numchild + count)
