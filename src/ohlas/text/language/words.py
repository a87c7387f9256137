"""Short common words that tell languages apart; where a language writes marks, the bare spelling stands beside."""

WORDS = {
    "cs": """jsem jsme jste jsou byl byla bylo byli bych není neni nejsou nebyl nebyla nebylo když kdyz ještě jeste
        protože protoze který ktery která ktera které ktere jako nebo také taky pouze jen tady tohle tento této tuto
        děkuji dekuji díky diky děkujeme se mě mne vás pro při pri přes pres budu ano zboží zbozi jídlo jidlo určitě
        urcite všechno vsechno vše vse nic více vice až takže takze jestli přišlo prislo prišlo prostě proste proto
        jejich doporučuji doporucuji skvělé skvělý skvele skvely bohužel bohuzel dobrý dobře dobre rychlé rychle
        spokojen spokojená špatné spatne objednávka hezké pěkné moc nejlepší nejlepsi""",
    "sk": """sa som sme sú su bol bola bolo boli nie čo ako alebo pre pri veľmi ešte este keď ked ktorý ktory
        ktorá ktora ktoré ktore ktorí tiež tiez iba ďakujem dakujem vďaka vdaka ďakujeme toto všetko vsetko nič viac
        pretože pretoze lebo aj áno budem mňa odporúčam odporucam spokojný spokojny tovar jedlo určite môže moze môj
        moja ich jej táto tato tejto prišiel prisiel prišlo nebolo nebol kvôli kvoli cez načas peniaze rýchlo rychlo
        skvelé skvelý skvele bohužiaľ bohuzial žiaľ zial dobrý dobre rýchle najlepší najlepsi""",
    "pl": """się sie jest nie że na w z do bardzo są był była było jak ale tak tylko oraz przez polecam dla już juz
        mnie mi nas czy ten ta to który która które ktory od co za dziękuję dziekuje pan pani gdy jestem mam można
        mozna też tez wszystko obsługa obsluga dobrze dobry szybko nigdy więcej wiecej świetny swietny świetna dzień
        dzien niestety jeszcze tego tej tym""",
    "de": """der die das und ist nicht ich sie wir ein eine einen einem einer mit auf für fuer von zu im am war sehr
        auch aber wie bei oder nur noch nach es den dem des wurde habe hat haben sind mir mich alles gut immer wieder
        danke kann man leider keine kein vom zum zur dass was schon mehr schlecht schnell guter gute gutes""",
    "en": """the and is was were are not i you it to of in for with this that very my we they have has had but on at
        be so as me our your no good great from would will when what which there their them an just all love thanks
        thank service never always""",
    "uk": """і й та не що це як у на з за до але дуже є був була було були мене мені ми ви вони він вона від для щоб
        якщо або також тільки ще вже немає дякую так буде після цей ця треба замовлення ні мій моя чудово погано
        якість рекомендую все гарний добре""",
    "ru": """и не что это как на с за но очень был была было были меня мне мы вы они он она от для чтобы если или
        также только еще ещё уже нет спасибо так будет после этот эта надо заказ по из у я до к же бы мой моя хорошо
        плохо отлично качество рекомендую все всё хороший""",
}


def sayings() -> dict[str, tuple[str, ...]]:
    """For every word the languages that use it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in WORDS.items():
        for word in set(words.split()):
            found[word] = (*found.get(word, ()), code)
    return found
