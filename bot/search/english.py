"""What the search knows of English, and of no topic: kinds of words, numbers, chat spellings.

The lists are this project's own. A word that is on one of them and not in the fact file is a
word that was meant, not a slip of one that is: "land" is not a misspelt "hand".
"""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those there here it its itself he him his himself she her hers herself they
    them their theirs themselves we us our ours ourselves i me my mine myself you your yours yourself one
    ones and or but nor so if then than as at by for from in into of off on onto out over to up upon with
    within without about above across after against along among around before behind below beneath beside
    between beyond down during except inside like near outside since through throughout till toward
    towards under until via be am is are was were been being isnt arent wasnt werent do does did done
    doing dont doesnt didnt have has had having havent hasnt hadnt will would shall should can could may
    might must wont wouldnt shouldnt cant cannot couldnt mustnt youll theyll im ive youve theyve theyre
    youre well not no yes any anyone anybody anything anywhere some someone somebody something somewhere
    every everyone everybody everything all both each either neither none nothing nobody other others
    another such same own only just also too very much more most less least few several still yet even
    ever never again already now soon today let lets please pls thanks thank hi hello hey ok okay well oh
    um what which how whats hows whatever whichever
    """.split()
)
"""Words that carry grammar; they weigh little, and never nothing."""

QUESTION_WORDS = frozenset(
    "who whom whose when where why many much often long far whos wheres whens whys".split()
)
"""Words that say what kind of answer is asked for: a person, a day, a place, a reason, a number."""

LIGHT_WORDS = frozenset(
    """
    say says said saying tell tells told telling ask asks asked asking talk get gets got getting gotten
    give gives gave given giving go goes went gone going come comes came coming make makes made making
    take takes took taken taking put puts putting know knows knew known knowing think thinks thought see
    sees saw seen look looks looked looking find finds found want wants wanted need needs needed try tries
    tried trying use uses used happen happens happened happening keep keeps kept seem seems seemed mean
    means meant call calls called claim claims claimed report reports reported reportedly according
    apparently allegedly supposedly actually really exactly precisely actual real exact true truly sure
    certain certainly right correct correctly quick quickly currently current latest recent recently so
    far thing things stuff kind kinds sort sorts type way ways bit lot lots part case point fact facts
    info information detail details question answer story line word words quote quoted quotes have had
    basically simply maybe perhaps probably possibly possible likely able instead rather else though
    although while because whether during there anyway show shows showed shown read hear heard remember
    check confirm confirmed verify help helps helped helping based basis source sources about
    regarding concerning main several various different
    """.split()
)
"""Words that are asked with rather than about; where the file lacks them, little is lost."""

COMMON_WORDS = frozenset(
    """
    able abroad abuse accept accident accuse act action actor add address admit adopt adult advice advise
    adviser affect afraid age aged agency agent ages ago agree aid aim air aircraft airport alarm album
    alcohol alert alive allow ally alone amend amount analyst ancient anger angry animal announce annual
    answer anxiety apart appeal appear apple apply april area arena argue arm armed army arrange arrest
    arrival arrive art article artist assault asset assist assume athlete atom attack attempt attend
    auction audit august aunt author autumn average avoid await award aware away baby back bag bail
    balance ball balloon ban band bank banker bar barrier base basket battle beach bear beat beauty bed
    beer begin behave belief believe belong benefit bet betray bid bike bill bird birth bishop bitter
    black blame blanket blast bless blind block blog blood bloom blow blue board boat body bomb bonus book
    boost booth border born borrow boss bother bottom bowl box boy brain branch brave breach bread break
    breast breath breed brick bridge brief bring broad broke broken brother brown brush bubble bucket
    budget build bullet bundle burden burn bury bus business busy butter button buy cabin cabinet cable
    cake camera camp campaign canal cancel cancer candidate candle canteen capable capacity capital
    captain car carbon card care career cargo carpet carry cash cast castle casual cat catalog catch
    cathedral cattle cause ceiling celebrate cell center centre century ceremony certain chain chair
    challenge chamber champion chance change chapter charge charity charm chart chase chat cheap cheat
    cheese chemical chess chest chicken chief child children chip chocolate choice choose church cigarette
    cinema circle citizen city civil civilian claim class classic clean clear climate climb clinic clock
    close cloth clothes cloud club cluster coach coal coalition coast coat code coffee coffin cold
    collapse collect college collide colonel color colour column combat combine comedy comfort commander
    comment commit committee common community company compare compete complain complete computer concern
    concert condemn conduct confess conflict confuse congress connect consider constant consult consumer
    contact contain content contest continue contract contrast control convict convince cook cool copper
    copy corner corrupt cost cotton council counsel count counter country couple courage course court
    cousin cover crack craft crash cream create credit crew crime crisis critic crop cross crowd crown
    cruel cruise cry culture cup cure current curtain custom customer cut cycle dad dairy damage dance
    danger dare dark data date daughter dawn day days dead deadline deaf deal dear death debate debt
    decade decay decent decide declare decline decorate deep defeat defence defend defense deficit define
    degree delay delegate delete delicate deliver demand democracy deny depart department depend deploy
    deposit depress depth deputy derail describe desert deserve design desire desk despair destroy detail
    detain detect develop device devote dialogue diamond diary die died diet differ dig digital dinner
    diplomat direct director dirt disaster discuss disease dish dismiss display dispute distance district
    disturb divide divorce doctor document dog dollar domestic donate door double doubt downtown draft
    drag drain drama dream dress drink drive driver drop drought drown drug dry due dull dump dust duty
    dynamic eager early earn earth earthquake ease east easy eat ecology economy edge edit edition editor
    educate effect egg eight elbow elder elect election electric element elite else email embassy emerge
    emission emotion emperor employ empty end enemy energy engage engine engineer enjoy enough ensure
    enter entire entry envelope equal equip era error escape essay estate ethnic evening event evidence
    evil evolve exact exam examine example exceed excite excuse execute exercise exhibit exile exist exit
    expand expect expense expert explain explode explore export expose express extend extra extreme eye
    fabric face facility factor factory fail fair faith fall false fame family famine famous fan farm
    fashion fast fat fatal fate father fault favor favour fear feature federal fee feed feel feet fell
    fellow female fence festival fever fiction field fierce fifty fight fighter file fill film final
    finance fine finger finish fire firearm firm first fish fit fitness five fix flag flame flash flat
    flavor flee fleet flesh flew flight float flood floor flour flow flower fluid fly foam focus fold folk
    follow food foot football forbid force forecast foreign forest forever forget forgive fork form formal
    former fortune forum forward found four frame fraud free freedom freeze frequent fresh friend front
    frozen fruit fuel fulfil full fun fund funeral funny furniture future gain game gang gap garage
    garbage garden gas gate gather gave gaze gender general genius gentle genuine ghost giant gift girl
    glad glance glass global glory glove goal gold golden golf govern governor grace grade grain grand
    grant graph grass grave gravity greed green greet grew grief grip grocery ground group grow guarantee
    guard guardian guess guest guide guilt guilty guitar gulf gun guy habit hair half hall hand handle
    hang happy harbor harbour hard harm harvest hat hate hatred head headline heal health hear heart heat
    heaven heavy height helicopter hell helmet help heritage hero hesitate hide high highway hill hip hire
    historic history hit hockey hold hole holiday hollow holy home honest honey honor honour hook hope
    horror horse hospital host hostage hostile hot hotel hour house huge human hundred hunger hunt
    hurricane hurt husband ice idea ill illegal illness image imagine immune impact import impose impress
    improve inch incident include income index industry infant infect inflation inform inherit initial
    inject injury inner innocent inquiry insect inspect inspire install instance insult insurance insure
    intend interest invade invent invest investor invite iron island isolate issue item jacket jail jet
    jewel job join joint joke journal journey joy judge juice jump junior jury justice keen key kick kid
    kidnap kidney kill king kingdom kiss kitchen knee knife knight knock lab label labor labour lack
    ladder lady lake land landing landslide lane language laptop large laser last late later latter laugh
    launch laundry law lawn lawyer lay layer lazy lead leader leaf league leak learn lease leather leave
    lecture left leg legal legend leisure lemon lend length lesson letter level liberal liberty library
    licence license lie life lift light lightning limb limit link lip liquid list listen literary live
    lived liver lives living load loan lobby local location lock logic lonely loose lord lorry lose loss
    lost lottery loud love low loyal luck luggage lunch lung luxury machine magic mail main mainly
    maintain major maker male man manage manager manner manual map march margin marine mark market
    marriage marry mass massacre massive master match mate matter mature maximum mayor meal measure meat
    medal media medicine medium meet melt member memory men mental mention menu mercy merge merit mess met
    metal meter method metre middle midnight migrant mild mile military milk mind mine miner mineral
    minimum minister ministry minor minute miracle mirror miss missile mission mistake mix mixture mobile
    mode model modern modest moment money month mood moon moral morning mortgage mostly mother motion
    motor mount mountain mouth move movie mud multiple murder muscle museum music muslim mutual myth naked
    name named names narrow nasty nation native nature naval navy nearby neat neck negative neglect nephew
    nerve net neutral news next nice night nine noble nobody noise nominate none noon normal north nose
    note notice notion novel nuclear numb nurse nut obey object oblige obtain obvious occasion occupy
    occur ocean odd offence offend offense offer office officer official oil olympic onto open opera
    operate opinion oppose opposite option oral orange orbit order ordinary organ origin outcome oven owe
    owed owner oxygen pace pack package page paid pain painful paint pair palace panel panic paper parade
    pardon parent parish park parking parliament partial partner party pass passage passenger passion
    passport password past patch path patience patient patrol pattern pause pay peace peak pen penalty
    pension people pepper perfect perform period permit person persuade petrol phase philosophy phone
    photo phrase physical piano pick picture piece pillow pilot pink pipe pistol pitch place plague plain
    plan plane planet plant plastic plate play player plead pleasant pleasure plenty plot plunge plus
    pocket poem poet poison polar police policy polite politics poll pollute pool poor pope popular port
    portrait portray pose possess post poster potato potential pound poverty powder power practice praise
    pray prayer precise predict prefer pregnant prepare presence present preserve president press pretend
    pretty prevent previous price pride priest primary prime prince principal principle print prior prison
    prisoner private prize process produce product profile profit program project promise promote prompt
    proof proper property propose prosecute prospect protect protein protest protocol proud prove provide
    province provoke public publish pull pump punch punish pupil purchase pure purple purpose pursue push
    puzzle qualify quality quantity quarter queen question queue quick quiet quit quote rabbit race racist
    radar radical radio raid rail railway rain raise rally ran random range rank rape rapid rare rate
    rather ratio reach react ready reason rebel recall receive recipe record recover recruit red reduce
    refer reform refugee refuse regard regime region register regret regular reign reject relate relax
    release relief religion rely remain remark remedy remind remote remove rent repair repeat replace
    reply reporter represent republic request require rescue research reserve resign resist resolve resort
    resource respect respond rest restaurant restore restrict result resume retail retire retreat return
    reveal revenge revenue reverse review revolt revolution reward rhythm ribbon rice rich ride rifle ring
    rise risk rival river road rob robot rock rocket role roll romance roof room root rope rotate rough
    round route row royal rubber rubbish rugby ruin rule ruling rumor rumour run rural rush sacred
    sacrifice safe sail saint salad salary sale salt sample sanction sand sang satellite satisfy sauce
    savage save saving scale scandal scare scatter scene scheme scholar school science scope score scout
    scratch scream screen script sculpture sea seal search season seat second secret secretary section
    secure seek seize select sell senate senator send senior sense sensitive sent sentence separate
    sergeant series serious servant serve service session set settle seven severe sewage sex shadow shake
    shame shape share sharp shed sheet shell shelter shield shift shine ship shirt shock shoe shoot shop
    shore short shortage shot shoulder shout shower shrink shut sibling sick side siege sight sign signal
    silence silent silk silver similar singer single sink sister sit site situation six size sketch ski
    skill skin sky slave sleep slice slide slight slip slope slow small smart smash smell smile smoke
    smooth snake snow soap soccer social society soft soil sold soldier sole solid solve son song sorry
    soul sound soup south space spare spark speak special species specific speech speed spell spend sperm
    spin spirit split sponsor sport spot spouse spread spring spy squad square stable stadium staff stage
    stake stamp stand standard star start state statement station statue status stay steady steal steam
    steel steep stem step stick stir stock stomach stone stop storage storm strange stream street strength
    stress stretch strict strike string strip stroke strong structure struggle studio study stuff stupid
    style sub subject submarine submit substance suburb success sue suffer sugar suggest suicide suit sum
    summer summit sun superior supply support supreme sure surface surge surgeon surgery surplus surprise
    surrender surround survey survive suspect suspend sustain swallow swear sweep sweet swim swing switch
    sword symbol sympathy symptom system table tactic tail talent talk tall tank tap tape target tariff
    task taste tattoo tax tea teach teacher team tear technique teenager telephone temple temporary ten
    tend tennis tension tent term terminal terrible territory terror test testify text thank theatre theft
    theme theory therapy thick thief thin third threat threaten three throat throne throw thumb thunder
    ticket tide tie tiger tight time tiny tip tire tissue title tobacco tomato ton tone tongue tonight
    tool tooth top torture total touch tough tour tourist toward tower town toxic toy trace track trade
    traffic tragedy trail trailer train transfer transform translate transport trap travel treasure treat
    treaty tree tremble trend trial tribe trick trip troop trophy tropical trouble truck trust truth
    tunnel turn twelve twice twin two type typical ugly umbrella uncle union unique unit unite universe
    university upset urban urge user usual vaccine valid valley value van vanish vary vast vegetable
    vehicle venture venue verdict verse version vessel veteran veto victim victory video view village
    violate violence violent virtue virus visa visible vision visit visitor vital vitamin vivid vocal
    voice volume volunteer vote vulnerable wage wait wake walk wall war warehouse warm warn warrior wash
    waste watch water wave weak wealth weapon wear weather wedding week weekend weigh weight weird welcome
    welfare west wet wheel whisper white whole wide widow width wife wild willing win wind window wine
    wing winner winter wire wisdom wise wish withdraw witness wolf woman women won wonder wood work worker
    world worry worse worship worst worth wound wrap write writer wrong yard year yellow yesterday yield
    young youth zone
    """.split()
)
"""Common words that are no slip of a neighbour; short ones above all, as those have most neighbours."""

CHAT = {
    "n": "and", "nd": "and", "u": "you", "ur": "your", "r": "are", "ppl": "people", "wat": "what",
    "wot": "what", "wht": "what", "whos": "who", "wheres": "where", "whens": "when", "whys": "why",
    "whats": "what", "hows": "how", "y": "why", "cuz": "because", "coz": "because", "bc": "because",
    "tho": "though", "thru": "through", "abt": "about", "btw": "between", "govt": "government",
    "gov": "government", "pres": "president", "min": "minister", "mins": "minutes", "tonite": "tonight",
    "yday": "yesterday", "tmrw": "tomorrow", "num": "number", "nr": "number", "pic": "picture",
    "pics": "pictures", "vid": "video", "vids": "videos", "info": "information", "mtg": "meeting",
    "msg": "message", "approx": "approximately", "dept": "department", "intel": "intelligence",
    "mil": "military", "intl": "international", "gonna": "going to", "wanna": "want to",
}  # fmt: skip
"""Spellings of chat and notebook, and what they stand for."""

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MULTIPLIERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

FUNCTION, QUESTION, LIGHT, CONTENT = 0.2, 0.6, 0.6, 1.0
"""What a word of each kind weighs before its rarity; chosen by tests/benchmarks/leave_phrase_out.py."""

LISTED = tuple(sorted(FUNCTION_WORDS | QUESTION_WORDS | LIGHT_WORDS | COMMON_WORDS))
"""Every word of the lists above, in order."""

_ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "ly")


def kind(surface: str) -> float:
    """What a word weighs by its kind: FUNCTION, QUESTION, LIGHT or CONTENT."""
    if surface in QUESTION_WORDS:
        return QUESTION
    if surface in FUNCTION_WORDS:
        return FUNCTION
    return LIGHT if surface in LIGHT_WORDS else CONTENT


def is_common(surface: str) -> bool:
    """Whether a word, or the word that it is a plain form of, is common English."""
    return any(
        surface.removesuffix(ending) + letter in COMMON_WORDS
        for ending in _ENDINGS
        if surface.endswith(ending)
        for letter in ("", "e")
    )
