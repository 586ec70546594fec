"""What can be found: what it is narrowed by, what is shown of it, by what it is called and suggested."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Entry(models.Model):
    """Something that can be found. One that changes is replaced by a new one, which has another key.

    So a row of the words, which has the key of its entry, never says anything of another text. Its texts
    stand beside it: a search for a frequent word reads tens of thousands of entries, and twenty texts.
    """

    source = models.CharField(_("source"), max_length=40)
    key = models.CharField(_("key"), max_length=60)
    site = models.ForeignKey(Site, verbose_name=_("Site"), on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    department = models.CharField(_("department"), max_length=100, blank=True)
    subject = models.CharField(_("subject"), max_length=100, blank=True)
    validity = models.CharField(_("validity"), max_length=40, blank=True)
    date = models.DateTimeField(_("date"), null=True)
    weight = models.FloatField(_("weight"), default=1)
    version = models.PositiveIntegerField(_("version of the words"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Text(models.Model):
    """The texts of an entry, as they were published."""

    entry = models.OneToOneField(
        Entry, verbose_name=_("search entry"), on_delete=models.CASCADE, primary_key=True
    )
    title = models.TextField(_("title"))
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    # Document numbers, index numbers, telephones of its own: one a line.
    numbers = models.TextField(_("numbers"), blank=True)

    class Meta:
        verbose_name = _("text of a search entry")
        verbose_name_plural = _("texts of search entries")

    def __str__(self) -> str:
        return self.title


class Call(models.Model):
    """What an entry is called by, its whole title or one of its numbers: a hash of letters and digits."""

    entry = models.ForeignKey(Entry, verbose_name=_("search entry"), on_delete=models.CASCADE)
    name = models.BigIntegerField(_("hash of the name"), db_index=True)

    class Meta:
        verbose_name = _("name of a search entry")
        verbose_name_plural = _("names of search entries")

    def __str__(self) -> str:
        return str(self.name)


class Term(models.Model):
    """A word of titles: what is suggested, and what a slip of the pen is corrected to."""

    text = models.CharField(_("word"), max_length=40, unique=True)
    # How it sounds, without tones: gongjijin and gjj.
    sound = models.CharField(_("sound"), max_length=120, db_index=True)
    initials = models.CharField(_("initials"), max_length=40, db_index=True)

    class Meta:
        verbose_name = _("word of titles")
        verbose_name_plural = _("words of titles")

    def __str__(self) -> str:
        return self.text


class Use(models.Model):
    """That the title of an entry has a word."""

    pk = models.CompositePrimaryKey("term", "entry")
    term = models.ForeignKey(Term, verbose_name=_("word of titles"), on_delete=models.CASCADE, db_index=False)
    entry = models.ForeignKey(Entry, verbose_name=_("search entry"), on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("use of a word")
        verbose_name_plural = _("uses of words")

    def __str__(self) -> str:
        return f"{self.term_id} {self.entry_id}"


class Slip(models.Model):
    """A word with one character left out. Two words a slip apart have one of these in common."""

    term = models.ForeignKey(Term, verbose_name=_("word of titles"), on_delete=models.CASCADE)
    text = models.CharField(_("word"), max_length=40, db_index=True)

    class Meta:
        verbose_name = _("slip of the pen")
        verbose_name_plural = _("slips of the pen")

    def __str__(self) -> str:
        return self.text


class Change(models.Model):
    """That the cluster must be told of an entry: what it is now, or that it is gone (an outbox)."""

    # No relation: the entry may be gone, and that is what the cluster must hear.
    entry = models.BigIntegerField(_("search entry"), db_index=True)
    noted_at = models.DateTimeField(_("noted at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("change of the search")
        verbose_name_plural = _("changes of the search")

    def __str__(self) -> str:
        return str(self.entry)


class BestBet(models.Model):
    """A result that the editors of a site put first for certain words (推荐结果).

    It names something that is found, and shows nothing itself: what is public no more is shown to nobody.
    """

    site = models.ForeignKey(Site, verbose_name=_("Site"), on_delete=models.CASCADE, related_name="+")
    queries = models.TextField(_("Words searched for"))
    source = models.CharField(_("source"), max_length=40)
    key = models.CharField(_("key"), max_length=60)
    begins_on = models.DateField(_("First day"), null=True, blank=True)
    ends_on = models.DateField(_("Last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(begins_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("begins_on")),
                name="search_bet_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return "、".join(self.queries.splitlines())


class BestBetCall(models.Model):
    """One of the texts for which a recommended result is shown: the hash of its letters and digits."""

    bet = models.ForeignKey(BestBet, verbose_name=_("recommended result"), on_delete=models.CASCADE)
    name = models.BigIntegerField(_("hash of the name"), db_index=True)

    class Meta:
        verbose_name = _("text of a recommended result")
        verbose_name_plural = _("texts of recommended results")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bet", "name"], name="search_bet_called_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Synonym(models.Model):
    """Words that mean the same on all sites of the installation (同义词): who types one finds the others."""

    words = models.TextField(_("Words that mean the same"))

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return "、".join(self.words.splitlines())


class TitleCheck(models.Model):
    """Of how many pages of a site, taken at random on one day, the title finds the page at once."""

    site = models.ForeignKey(Site, verbose_name=_("Site"), on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"), db_index=True)
    sampled = models.PositiveIntegerField(_("pages looked for"))
    found = models.PositiveIntegerField(_("pages found"))
    # Source and key of each page that was not found, to repair it by.
    missed = models.JSONField(_("pages not found"), default=list)

    class Meta:
        verbose_name = _("check of titles")
        verbose_name_plural = _("checks of titles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "day"], name="search_titles_checked_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.found}/{self.sampled}"

    @property
    def share(self) -> float:
        """How many of a hundred pages were found; 100 where there was none to look for."""
        return 100 * self.found / self.sampled if self.sampled else 100.0
