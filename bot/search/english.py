"""What the search knows of English, and of no topic: function words, numbers, chat spellings.

The lists are this project's own. A word that is on one of them and not in the fact file is a
word that was meant, not a slip of one that is: "land" is not a misspelt "hand".
"""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those there here it its itself he him his himself she her hers herself they them
    their theirs themselves we us our ours ourselves i me my mine myself you your yours yourself one ones
    and or but nor so if then than as at by for from in into of off on onto out over to up upon with within without
    about above across after against along among around before behind below beneath beside between beyond down
    during except inside like near outside since through throughout till toward towards under until via
    be am is are was were been being isnt arent wasnt werent do does did done doing dont doesnt didnt
    have has had having havent hasnt hadnt will would shall should can could may might must wont wouldnt shouldnt
    cant cannot couldnt mustnt youll theyll im ive youve theyve theyre youre well
    not no yes any anyone anybody anything anywhere some someone somebody something somewhere every everyone
    everybody everything all both each either neither none nothing nobody other others another such same
    own only just also too very much more most less least few several still yet even ever never again already
    now soon today let lets please pls thanks thank hi hello hey ok okay well oh um
    what which how whats hows whatever whichever
    """.split()
)
"""Words that carry grammar; they weigh little, and never nothing."""

QUESTION_WORDS = frozenset(
    "who whom whose when where why many much often long far whos wheres whens whys".split()
)
"""Words that say what kind of answer is asked for: a person, a day, a place, a reason, a number."""

LIGHT_WORDS = frozenset(
    """
    say says said saying tell tells told telling ask asks asked asking talk get gets got getting gotten give gives
    gave given giving go goes went gone going come comes came coming make makes made making take takes took taken
    taking put puts putting know knows knew known knowing think thinks thought see sees saw seen look looks looked
    looking find finds found want wants wanted need needs needed try tries tried trying use uses used happen happens
    happened happening keep keeps kept seem seems seemed mean means meant call calls called claim claims claimed
    report reports reported reportedly according apparently allegedly supposedly actually really exactly precisely
    actual real exact true truly sure certain certainly right correct correctly quick quickly currently current
    latest recent recently so far thing things stuff kind kinds sort sorts type way ways bit lot lots part case
    point fact facts info information detail details question answer story line word words quote quoted quotes
    have had basically simply maybe perhaps probably possibly possible likely able instead rather else though
    although while because whether during there anyway
    show shows showed shown read hear heard remember check confirm confirmed verify based basis source sources
    about regarding concerning main several various different
    """.split()
)
"""Words that are asked with rather than about; where the file lacks them, little is lost."""

COMMON_WORDS = frozenset(
    """
    able accept accident act action add address admit adult affect age aged ages ago agree aid aim air airport
    allow alone amount anger angry animal appeal appear apply area argue arm army arrest arrive art article attack
    attempt author average avoid award away baby back bag bail ball ban band bank bar base beach bear beat bed bet
    bid bike bill bird birth black blame block blood blow blue board boat body bomb book border born boss bottom box
    boy brain branch bread break bridge bring broke brother brown budget build burn bury bus business busy buy
    cake camera camp cancer car card care career carry cash cast cat catch cause cell centre center century chain
    chair chance change charge chart cheap chief child children choice choose church city civil claim class clean
    clear climb clock close clothes cloud club coach coal coast coat code coffee cold collapse college colour color
    company cook cool copy corner cost count country couple course court cover crash cream create crew crime crop
    cross crowd cry cup cut cycle dad damage dance danger dark data date daughter day days dead deal dear death debate
    debt decade decide deep degree delay deliver demand deny depth design desk detail die died diet dinner doctor dog
    door double doubt draft dream dress drink drive driver drop drug dry due dust duty early earn earth east easy eat
    edge edit effect egg eight elect election else email end enemy energy engine enjoy enough enter error escape event
    evidence evil exam expert express eye face factor factory fail fair fall false fame family fan farm fast fat
    father fault fear fee feed feel feet fell field fight file fill film final fine finger finish fire firm first
    fish fit five fix flag flat flew flight floor flow flower fly focus follow food foot force forest forget form
    former four free fresh friend front fruit fuel full fun fund future gain game gang garden gas gate gave gender
    gift girl glass goal gold golf govern grade grant grass green grew ground group grow guard guess guest guide
    guilty gun guy habit hair half hall hand hang happy hard hat hate head health hear heart heat heavy height help
    hero hide high hill hire hit hold hole holiday home hope horse hospital host hot hotel hour house huge human hundred
    hunt hurt husband ice idea image impact income injury inner inquiry island issue item jail job join joint joke
    judge jump jury justice key kick kid kill king kiss kitchen knee knife knock lab lack lady lake land language
    large last late later laugh launch law lawyer lay lead leader learn leave left leg legal lend length lesson letter
    level lie life lift light limit link lip list listen live lived lives living load loan local location lock lose
    loss lost love low luck lunch machine mail main male man map march mark market marry mass match mate matter meal
    meat media meet member memory men mental menu mess met middle mile milk mind mine minor minute miss mix model
    modern moment money month mood moon mother mouth move movie murder museum music name names named narrow nation
    nature neck net news next nice night nine noise normal north nose note nurse object ocean offer office officer
    oil onto open option order organ origin oven owe owed owner pace pack page paid pain paint pair panel paper parent
    park party pass past path patient pay peace pen people period person phase phone photo pick picture piece pilot
    pipe pitch place plan plane plant plate play player plot plus pocket poem poet poison police policy poll pool
    poor port pose post pound power press pretty price pride prime prince print prison prize process profit proof
    protest proud prove public pull pump pure push quarter queen quick quiet quit race radio rail rain raise ran range
    rank rape rare rate reach react ready reason record red refer refuse relate release remain remove rent repair
    repeat reply rescue rest result return rich ride ring rise risk river road rock role roll roof room root rope
    rough round route row rule run rush safe sail salad sale salt sand sang save scale scene school science score
    sea search season seat second secret seek sell send sense sent series serve set seven sex shake shape share
    sharp sheet shift ship shirt shock shoe shoot shop short shot shoulder shout shut sick side sight sign signal
    silent silver singer single sister sit site six size skill skin sky sleep slip slow small smart smell smile smoke
    snow social society sold solve son song soul sound soup south space speak speech speed spell spend sport spot
    spread spring staff stage stand star start state station stay steal steel step stick stock stone stop storm
    strange street strike strong study style sub subject success sue sugar suit summer sun supply support sure survey
    suspect sweet swim swing system table tail talk tall tank tape target task taste tax tea teach teacher team tear
    ten tend tent term test text theatre thin third three threat ticket tie tight time tip tire title ton tone tool
    tooth top total touch tour toward town toy track trade traffic train travel treat tree trial trip trouble truck
    trust truth turn twice twin two type uncle union unit urban user usual valley value van vary vehicle version
    victim video view village violent virus visa vision visit voice volume vote wage wait walk wall war warm warn
    wash waste watch water wave weak wealth weapon wear weather wedding week weekend weigh weight west wet wheel
    white whole wide wife wild win wind window wine wing winner winter wire wise wish woman women won wonder wood
    work worker world worry worse worst worth wound write writer wrong yard year yellow young youth zone
    abroad abuse accuse actor adopt advice advise adviser afraid agency agent aircraft alarm album alcohol alert alive
    ally amend analyst ancient announce annual answer anxiety apart apple april arena armed arrange arrival artist
    asset assault assist assume athlete atom attend auction audit august aunt autumn await award aware balance balloon
    banker barrier basket battle beauty beer begin behave belief believe belong benefit betray bishop bitter blast blind
    blanket bless bless blog bloom bonus boost booth border borrow bother bowl brave breach breast breath breed brick
    brief broad broken brush bubble bucket bullet bundle burden butter button cabin cabinet cable campaign canal cancel
    candidate candle canteen capable capacity capital captain carbon cargo carpet castle casual catalog cathedral cattle
    ceiling celebrate ceremony certain challenge chamber champion chapter charity charm chase chat cheat cheese chemical
    chess chest chicken chip chocolate cigarette cinema circle citizen civilian classic climate clinic cloth cluster
    coalition coffin collect collide colonel column combat combine comedy comfort commander comment commit committee
    common community compare compete complain complete computer concern concert condemn conduct confess conflict confuse
    congress connect consider constant consult consumer contact contain content contest continue contract contrast
    control convict convince copper corrupt cotton council counsel counter courage cousin crack craft credit crisis
    critic crown cruel cruise culture cure current curtain custom customer dairy dare dawn deadline deaf dear decay decent
    declare decline decorate defeat defence defense defend deficit define delegate delete delicate democracy demand depart
    department depend deploy deposit depress deputy derail describe desert deserve desire despair destroy detain detect
    develop device devote dialogue diamond diary differ dig digital dinner diplomat direct director dirt disaster discuss
    disease dish dismiss display dispute distance district disturb divide divorce document dollar domestic donate double
    downtown drag drain drama drought drown dull dump dust dynamic eager earth earthquake ease ecology economy edition editor
    educate elbow elder electric element elite embassy emerge emission emotion emperor employ empty engage engineer ensure
    entire entry envelope equal equip era essay estate ethnic evening evolve exact examine example exceed excite excuse
    execute exercise exhibit exile exist exit expand expect expense explain explode explore export expose extend extra
    extreme fabric facility faith famine famous fashion fate fatal favour favor feature federal fellow female fence
    festival fever fiction fierce fifty fighter finance firearm fitness flame flash flavor flee fleet flesh float flood
    flour fluid foam fold folk football forbid forecast foreign forever forgive fork formal fortune forum forward found
    frame fraud freedom freeze frequent frozen fulfil funeral funny furniture gap garage garbage gather gaze general
    genius gentle genuine ghost giant glad glance global glory glove golden govern governor grace grain grand graph grass
    grave gravity greed greet grief grip grocery guarantee guardian guilt guitar gulf handle harbour harbor harm harvest
    hatred headline heal heaven helicopter hell helmet heritage hesitate highway hip hire historic history hockey hollow
    holy honest honey honour honor hook horror hostage hostile hunger hurricane ill illegal illness imagine immune impact
    import impose impress improve inch include incident index industry infant infect inflation inform inherit initial
    inject innocent insect inspect inspire install instance insult insurance insure intend interest invade invent invest
    investor invite iron isolate jacket jet jewel joint journal journey joy judge juice junior justice keen kidnap
    kidney kingdom knight label labour labor ladder landing landslide lane laptop laser latter launch laundry lawn
    layer lazy leaf league leak lease leather lecture legend leisure lemon liberal liberty library licence license
    lightning limb liquid literary liver loan lobby local logic lonely loose lord lorry lottery loud loyal luggage lunch
    lung luxury magic mainly maintain major maker manage manager manner manual margin marine marriage massacre massive
    master mature maximum mayor measure medal medicine medium melt mention mercy merge merit metal method metre meter
    midnight migrant mild military miner mineral minimum minister ministry minor miracle mirror missile mission mistake mixture
    mobile mode modest moral morning mortgage mostly motion motor mount mountain mud multiple muscle muslim mutual myth
    naked nasty native naval navy nearby neat negative neglect nephew nerve neutral noble nobody nominate none noon
    normal notice notion novel nuclear numb nut obey oblige obtain obvious occasion occupy occur odd offence offense offend
    official olympic opera operate opinion oppose opposite option oral orange orbit ordinary organ outcome oxygen
    package painful palace panic parade pardon parish parking parliament partial partner passage passenger passion
    passport password patch patience patrol pattern pause peak penalty pension pepper perfect perform permit persuade petrol
    philosophy phrase physical piano pillow pink pistol plague plain planet plastic plead pleasant pleasure plenty plunge
    polar polite politics pollute pope popular portrait portray possess poster potato potential pound poverty powder
    practice praise pray prayer precise predict prefer pregnant prepare presence present preserve president pretend
    prevent previous priest primary principal principle prior prisoner private produce product profile program project
    promise promote prompt proper property propose prosecute prospect protect protein protocol proud provide province
    provoke publish punch punish pupil purchase purple purpose pursue puzzle qualify quality quantity question queue
    quote rabbit racist radar radical raid railway rally random rapid rather ratio rebel recall receive recipe recover
    recruit reduce reform refugee regard regime region register regret regular reign reject relax relief religion rely
    remark remedy remind remote replace reporter represent republic request require research reserve resign resist resolve
    resort resource respect respond restaurant restore restrict resume retail retire retreat reveal revenge revenue reverse
    review revolt revolution reward rhythm ribbon rice rifle rival rob robot rocket romance rotate royal rubber rubbish
    rugby ruin ruling rumour rumor rural sacred sacrifice saint salary sample sanction satellite satisfy sauce savage
    saving scandal scare scatter scheme scholar scope scout scratch scream screen script sculpture seal secretary section
    secure seize select senate senator senior sensitive sentence separate sergeant serious servant service session
    settle severe sewage shadow shame shed shell shelter shield shine shore shortage shower shrink sibling siege silence silk
    similar sink situation sketch ski slave slice slide slight slope smash smooth snake soap soccer soft soil soldier sole solid
    sorry spare spark special species specific sperm spin spirit split sponsor spouse spy squad square stable stadium stake stamp
    standard statement statue status steady steam steep stem stir stomach storage stream strength stress stretch strict string strip
    stroke structure struggle studio stuff stupid submarine submit substance suburb suffer suggest suicide sum summit superior
    supreme surface surge surgeon surgery surplus surprise surrender surround survive suspend sustain swallow swear sweep switch
    sword symbol sympathy symptom tactic talent tap tariff tattoo technique teenager telephone temple temporary tennis tension
    terminal terrible territory terror testify thank theft theme theory therapy thick thief threaten throat throne throw thumb
    thunder tide tiger tiny tissue tobacco tomato tongue tonight torture tough tourist tower toxic trace tragedy trail trailer
    transfer transform translate transport trap treasure treaty tremble trend tribe trick troop trophy tropical tunnel twelve
    typical ugly umbrella unique unite universe university upset urge vaccine valid vanish vast vegetable venture venue verdict
    verse vessel veteran veto victory violate violence virtue visible visitor vital vitamin vivid vocal volunteer vulnerable
    wake warehouse warrior weird welcome welfare whisper widow width willing wisdom withdraw witness wolf worship wrap yesterday
    yield
    """.split()
)
"""Common words that are no slip of a neighbour; short ones above all, as those have most neighbours."""

CHAT = {
    "n": "and", "nd": "and", "u": "you", "ur": "your", "r": "are", "ppl": "people", "wat": "what", "wot": "what",
    "wht": "what", "whos": "who", "wheres": "where", "whens": "when", "whys": "why", "whats": "what", "hows": "how",
    "y": "why", "cuz": "because", "coz": "because", "bc": "because", "tho": "though", "thru": "through",
    "abt": "about", "btw": "between", "govt": "government", "gov": "government", "pres": "president",
    "min": "minister", "mins": "minutes", "tonite": "tonight", "yday": "yesterday", "tmrw": "tomorrow",
    "num": "number", "nr": "number", "pic": "picture", "pics": "pictures", "vid": "video", "vids": "videos",
    "info": "information", "mtg": "meeting", "msg": "message", "approx": "approximately", "dept": "department",
    "intel": "intelligence", "mil": "military", "intl": "international", "gonna": "going to", "wanna": "want to",
}  # fmt: skip
"""Spellings of chat and notebook, and what they stand for."""

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MULTIPLIERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

SYNONYMS = tuple(
    tuple(member.strip() for member in line.split(","))
    for line in """
    how many, number of, how much, total, count, tally, figure, figures, amount
    why, reason, reasons, cause, causes, how come
    when, date, what day, which day, what time
    where, place, location, in which place
    who, by whom, name of the person
    say, tell, state, statement, remark, comment, respond, response, react, reaction, reply, speak
    announce, declare, reveal, disclose, unveil, make public
    claim, allege, assert, accuse, maintain
    deny, reject, refute, dismiss
    admit, acknowledge, confirm, concede, own up
    predict, forecast, expect, prediction, outlook, likely
    die, dead, death, kill, fatality, lose their lives, lost their lives, toll
    injure, injury, wound, hurt
    casualty, casualties, losses, toll, dead and injured
    arrest, detain, capture, seize, catch, take into custody, taken prisoner
    prisoner, captive, detainee, inmate
    release, free, set free, hand over, let go
    swap, exchange, trade
    question, interrogate, interview, interrogation
    soldier, troop, fighter, serviceman, forces, army, military
    attack, strike, raid, assault, bomb
    war, conflict, combat, battle, fighting, battlefield
    weapon, arms, munition, ammunition
    send, deploy, dispatch, deployment
    help, aid, assist, support, assistance, back
    give, provide, grant, supply, offer, hand out
    get, receive, obtain, gain
    want, wish, desire, hope, would like
    ask, request, demand, call for, appeal
    plan, intend, intention, going to
    pay, salary, wage, earnings, paid, money, payment
    compensate, compensation, payout, reimburse, damages
    reward, payback, return for, exchange for
    promise, pledge, guarantee, vow
    buy, purchase, acquire
    cost, price, expense
    job, work, employment, post, position
    appoint, appointment, name, nominate, pick, choose
    resign, quit, step down, leave office
    boss, chief, head, leader, director, in charge, run
    spokesman, spokeswoman, spokesperson
    politician, lawmaker, legislator, member of parliament, mp, mps
    parliament, assembly, congress
    government, authority, regime, administration, state
    law, legal, legally, legislation
    rule, regulation, requirement
    citizen, national, citizenship, nationality
    asylum, refuge, resettle
    flee, escape, run away
    border, frontier
    region, area, province, territory
    country, nation, homeland, home country
    family, relative, kin, parents, loved ones
    child, kid, children, son, daughter
    people, public, citizens, population
    photo, picture, image, photograph, snap
    video, footage, clip, recording, film
    document, note, memo, letter, diary, paper
    proof, evidence, basis
    meet, meeting, summit, talk, talks, dialogue, negotiation, sit down
    negotiate, bargain, negotiation
    agree, agreement, deal, accord, pact, settlement
    visit, trip, travel, go to, tour
    order, instruct, command, told to, forced to, instruction
    suicide, kill themselves, kill himself, kill oneself, take their own lives, self destruct
    try, attempt, effort
    explode, blast, explosion, detonate, blow up, bomb
    fire, blaze, burn
    fail, failure, mistake, error, go wrong, went wrong, shortcoming
    bad, poor, weak
    big, large, huge, heavy, massive, high
    more, additional, extra, further
    next, future, upcoming, coming
    begin, start, launch, commence
    end, stop, finish, halt, cease
    continue, go on, keep on, remain, stay
    return, come back, go back, send back, repatriate, sent home, go home
    live, reside, settle, stay
    move, relocate, shift
    spread, expand, widen, extend
    reduce, cut, decrease, lower, shrink
    increase, rise, grow, raise, growth
    secret, secretly, hidden, covert, behind closed doors, closed door
    rumor, rumour, gossip, word spread
    afraid, fear, worry, scared, anxious
    angry, anger, fury, outrage
    food, meal, ration
    technology, technical, tech, know how
    nuclear, nuke, atomic
    spy, intelligence, secret service
    organisation, agency, body, bureau
    department, ministry
    minister, secretary
    party, political party
    policy, approach, position, stance, line
    treat, treatment, handle
    identify, identity, who is, who are
    belong, member, part of
    unit, brigade, corps, regiment, battalion
    happen, occur, take place
    show, indicate, suggest, signal
    think, believe, view, opinion, see
    know, aware, learn, hear
    doctor, physician, medic
    hospital, clinic
    police, officer, cop
    school, college, university
    car, vehicle, automobile
    plane, aircraft, flight, jet
    ship, vessel, boat
    house, home, residence
    company, firm, business
    """.strip().splitlines()
)
"""Groups of words that news English uses for one another, of whatever topic."""
