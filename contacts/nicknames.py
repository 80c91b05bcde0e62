"""Short forms of first names, so that Bob and Robert are seen to be perhaps the same."""

_SHORT_FORMS = """
abigail abby gail
albert al bert
alejandro alex
alexander alex sandy xander sascha
alexandra alex sandra sascha
alfred al fred alf
amanda mandy
andrew andy drew
andreas andi
andrea andy
angela angie
anthony tony ant
antonio tony toni
anton toni
barbara barb babs
benjamin ben benny benji
bernard bernie
bradley brad
cameron cam
catherine cathy cate kate katie cat
katherine kathy kate katie kat kit
kathryn kathy kate katie
katharina kathi kate
charles charlie chuck chas
charlotte charlie lottie
christina chris tina christie
christine chris tina chrissie
christopher chris kit topher
christian chris
cynthia cindy
daniel dan danny
daniela dani
david dave davey
deborah deb debbie
dominic dom
donald don donnie
dorothy dot dottie dolly
douglas doug
edward ed eddie ted ned
eduardo edu
eleanor ellie nell nora
elizabeth liz lizzie beth betty eliza lisa libby
emily em
eugene gene
fernando nando
frances fran francie
francis frank fran
francisco paco pancho fran chico
frederick fred freddie
friedrich fritz
gabriel gabe gabi
gabriela gabi
gerald gerry jerry
gregory greg
guilherme gui
hannah hanna
harold harry hal
henry harry hank
heinrich heiner
ignacio nacho
isabel isa bel
jacob jake
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jessica jess jessie
johannes hannes johann
john jack johnny jon
jonathan jon jonny
joseph joe joey
jose pepe
josephine jo josie
joshua josh
judith judy
julia jules
kenneth ken kenny
kimberly kim
lawrence larry
leonard leo len lenny
leonardo leo
lewis lew
luis lucho
madeleine maddie
manuel manny manolo
margaret maggie meg peggy marge greta
maria mia
marie mia
marcus marc
martha marty
martin marty
matthew matt matty
maximilian max
michael mike mick mickey micha
michelle shelly
miguel mike
mohammed mo
nancy nan
natalie nat
nathan nate
nathaniel nate nat
nicholas nick nicky
nicolas nico
nikolaus niko klaus
oliver ollie
olivia liv
pamela pam
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil pip
phillip phil pip
rachel rach
raymond ray
rebecca becky becca
richard rick rich dick ricky
robert bob rob bobby robbie bert
roberto beto
rodrigo digo
ronald ron ronnie
rosemary rose
russell russ
samantha sam
samuel sam sammy
sebastian seb basti bastian
sergio checo
sharon shaz
simon si
stanley stan
stephanie steph
stephen steve
steven steve
stefan steffen
susan sue susie
susanne susi
terence terry
teresa terry tess
theodore ted theo
theresa terry tess
thomas tom tommy
timothy tim timmy
tobias tobi
ulrich uli
veronica ronnie
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
walter walt wally
wilhelm willi
william bill will billy willy liam
wolfgang wolf
yevgeny zhenya
zachary zach
"""

SHORT_FORMS: dict[str, frozenset[str]] = {
    line.split()[0]: frozenset(line.split()[1:]) for line in _SHORT_FORMS.strip().splitlines()
}
"""Short forms by the whole name, folded."""

_WHOLE: dict[str, set[str]] = {}
for _name, _shorts in SHORT_FORMS.items():
    for _short in _shorts:
        _WHOLE.setdefault(_short, set()).add(_name)


def whole_names(name: str) -> frozenset[str]:
    """What ``name``, folded, can be short for: "kit" → "christopher" and "katherine"; empty for most."""
    return frozenset(_WHOLE.get(name, ()))


def is_short_for(short: str, whole: str) -> bool:
    """Whether folded ``short`` is a form of folded ``whole``."""
    return short in SHORT_FORMS.get(whole, ())
