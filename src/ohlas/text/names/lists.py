"""Given names whose endings mislead, and the commonest of languages whose endings say nothing."""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    """Written as one line of text: a list of strings would hide the names between its signs."""
    return frozenset(text.split())


MALE_IN_A: Mapping[str, frozenset[str]] = {
    "cs": _words(
        "honza jirka ota pepa jura vasa mira venca franta standa laďa láďa olda ruda vojta tonda "
        "lojza jožka sáva ilja jára nikita míra váša ondra sláva míťa joza vláďa jarda kuba luca "
        "borja kosma"
    ),
    "sk": _words("ilja nikita sáva luca ďura kosma"),
    "pl": _words("kuba barnaba kosma bonawentura jarema sasza ilja nikita luca jura zawisza"),
    "uk": _words(
        "микола ілля лука хома сава микита кузьма фома іллюша юра гриша вова діма коля толя льоша "
        "міша паша петя вася гена сеня рома стьопа федя антоша альоша йона"
    ),
    "ru": _words(
        "никита илья лука фома савва кузьма данила гаврила юра гриша вова дима коля толя лёша леша "
        "миша паша петя вася гена сеня рома стёпа степа федя антоша алёша алеша серёжа сережа костя "
        "боря витя митя ваня лёня леня иона володя"
    ),
}
"""Male names that end like female ones."""

BOTH: frozenset[str] = _words(
    "nikola saša sasha sascha alex robin míša misha саша женя валя слава шура kim luca "
    "toni chris sam jindra péťa peťa míla val sandy charlie taylor jordan jessie terry robbie noa"
)
"""Borne by women and men; only a surname can tell."""

FEMALE: Mapping[str, frozenset[str]] = {
    "cs": _words(
        "dagmar ester miriam ingrid karin rút nikol carmen elen vivien doris ines mercedes isabel "
        "ellen linet edit karmen rachel elisabeth margit astrid katrin noemi naomi ruth sarah deborah "
        "judit"
    ),
    "sk": _words(
        "dagmar ester miriam ingrid karin rút nikol carmen elen vivien doris ines edit karmen rachel "
        "astrid judit margit noemi nikolet"
    ),
    "pl": _words(
        "beatrycze noemi nel karin carmen miriam ingrid dagmar ines rut rachel nicol vivien elen doris astrid"
    ),
    "uk": _words("любов нінель рут естер юдіф адель мішель ніколь ізабель кармен руф"),
    "ru": _words("любовь нинель рут эстер юдифь адель мишель николь изабель кармен руфь агнесс"),
    "de": _words(
        "anna maria ursula monika petra elisabeth sabine renate helga karin brigitte ingrid erika "
        "gisela claudia susanne gabriele christa christine hildegard anja barbara stefanie katharina "
        "julia sandra nicole heike angelika martina birgit silke tanja melanie katrin kathrin ute "
        "jutta laura lena sarah lea hannah sophie marie emma mia emilia lina johanna charlotte clara "
        "frieda greta ida luisa nina vanessa jana eva ines doris irene ruth beate annette marion "
        "cornelia simone kerstin anke antje ulrike elke"
    ),
    "en": _words(
        "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty "
        "margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah "
        "stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma "
        "nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather "
        "diane ruth julie olivia joyce virginia victoria lauren christina joan evelyn judith megan "
        "alice jane eleanor sophie lucy chloe grace hannah charlotte amelia isla"
    ),
}
"""Female names that their endings do not show; in German and English the commonest."""

MALE: Mapping[str, frozenset[str]] = {
    "uk": _words("олег артем тарас остап назар ярема антін матвій захар давид марко тимур макар гліб лев"),
    "ru": _words(
        "олег артём артем фёдор федор пётр петр семён семен тимур глеб марк лев ян рустам марат эдуард макар"
    ),
    "de": _words(
        "peter michael thomas andreas wolfgang klaus jürgen hans günter stefan christian uwe werner "
        "horst frank dieter manfred gerhard bernd torsten mathias matthias helmut walter heinz martin "
        "jörg rolf jens sven alexander jan rainer holger karl dirk ralf carsten oliver marco daniel "
        "florian sebastian tobias philipp lukas leon finn jonas paul ben felix maximilian moritz noah "
        "elias julian niklas tim max anton emil jakob david simon johannes markus norbert volker "
        "heiko kurt otto friedrich wilhelm ulrich axel ingo erik"
    ),
    "en": _words(
        "james robert john michael david william richard joseph thomas christopher charles daniel "
        "matthew anthony mark donald steven andrew paul joshua kenneth kevin brian george timothy "
        "ronald edward jason jeffrey ryan jacob nicholas gary eric jonathan stephen larry justin "
        "scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry "
        "tyler aaron jose adam nathan henry zachary douglas peter noah ethan harry oliver oscar "
        "arthur simon graham ian stuart nigel colin hugo leo"
    ),
}

SHORT_PL_U = _words("ania hania mania wania frania jania bronia fela ola ala ela ula hela tola zula tosia")
"""Polish pet names called in -u though their ending alone would say -o."""
