"""Words that say nothing about what a text is about, folded, per language."""

from __future__ import annotations

from ohlas.text.lemmas.stems import GROUPS

_WORDS = {
    "west": """a aby aj ak ako ale alebo ani ano asi az bez bol bola boli bolo bude budem budu by byl byla byli bylo
    byly byt byť ci co čo dalsi do es ho hodne i ich iba já ja jak jako je jeho jej jejich jen jenom jeste ji jich jim
    jine jiz jsem jsi jsme jsou jste k kam kde kdo kdyz ked ke ktera ktere ktery ktory ktora ktore lebo ma maji maju
    mam mame mate me mezi mi mne mnou moc moj moje mu muj muze musi my na nad nam nas nase nasi ne nebo nech nej neni
    nez nic nich nie niz no o od on ona oni ono pak po pod podle pokud potom pre pred preto pri pro proc proti proto
    protoze prvni s se si sa som sme ste su sve svoj svuj ta tak take takze tam te ten tento teda tedy ten ti tie tieto
    tim to toho tohle toto tom tomto tomu tu tuto ty tyto u uz v vam vas vase ve velmi vsak vsetko vse vsechno vy z za
    zase ze zo aji uplne velice docela hlavne opravdu naozaj kazdy vubec vobec dnes vcera hned urcite""",
    "pl": """a aby ale albo ani az bardzo bez bo by byc byl byla byli bylo byly bym co czy dla do go i ich ile im inne
    ja jak jako je jednak jego jej jest jestem jeszcze juz kiedy kto ktora ktore ktory ktorych lub ma maja mam mi mialo
    mnie moge moj moja moze mozna my na nad nam nas nasz nawet nic nich nie niech nim niz no o od on ona one oni oraz
    po pod poniewaz potem przed przez przy sa sam se sie sobie swoje ta tak taki takze tam te tego tej ten tez to tu
    tutaj tylko tym tych u w wam was we wiec wszystko wszystkie z za zawsze ze zeby juz gdy gdzie bo tym cos""",
    "east": """а або авжеж адже але б без би бо був була були було бути буде будет будут бы был была были было быть в
    вам вас ваш весь вже від во вот все всё всего всем всех вы ви где гг да даже для до его её ее если есть еще ещё є
    ж же з за зі и і із из или им их й к как кто когда коли ко ли мене меня мені мне може можно мой мы ми на над нам
    нас нами не него нее ней нет ни ним них но ну о об однако он она они оно от очень п по под після після при про
    раз с сам себя сейчас со так та такой там те тебя тем теперь то того тоже той только том тому тот ту ты ти тільки
    у уж уже у хоть чего чем что чтобы чтоб що щоб щось эта эти это этого этой этом этот эту я як яка який які якщо ця
    це цей цього вона вони він воно мене тут дуже також просто тоже вообще взагалі там потім потом""",
    "de": """aber alle als also am an auch auf aus bei beim bin bis da dann das dass dem den der des die dies diese
    dieser doch dort du durch ein eine einem einen einer eines er es etwas euch fur ganz habe haben hat hatte hier ich
    ihr ihre im in ist ja kann kein keine man mehr mein meine mich mir mit nach nicht noch nun nur ob oder ohne schon
    sehr sein seine sich sie sind so sogar um und uns unser vom von vor war waren was wenn wer wie wir wird wurde zu
    zum zur immer wieder viel""",
    "en": """a about after again all also am an and any are as at be because been before being both but by can could did
    didnt do does doing dont down during each even few for from further get got had has have having he her here hers
    him his how i if im in into is isnt it its itself ive just like me more most my no nor not now of off on once one
    only or other our out over own really s same she should so some such t than that thats the their them then there
    these they this those through to too under until up us very was wasnt we were what when where which while who
    whom why will with would you your""",
}
STOPWORDS = {group: frozenset(words.split()) for group, words in _WORDS.items()}
NONE: frozenset[str] = frozenset()


def is_stopword(word: str, language: str) -> bool:
    """True for a folded word that only holds a sentence together; single letters always do."""
    return len(word) <= 1 or word in STOPWORDS.get(GROUPS.get(language, language), NONE)
