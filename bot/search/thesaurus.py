"""A thesaurus of everyday and news English, of no topic: what people write for one another.

The lists are this project's own.
"""

from __future__ import annotations


def _groups(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(member.strip() for member in line.split(",")) for line in table.strip().splitlines())


FORMS = _groups("""
    go, goes, went, gone
    come, came
    see, saw, seen
    get, got, gotten
    give, gave, given
    take, took, taken
    make, made
    know, knew, known, knowledge
    say, said
    tell, told
    find, found
    buy, bought
    sell, sold, sale
    send, sent
    spend, spent
    lend, lent, loan
    bend, bent
    lose, lost, loss
    choose, chose, chosen, choice
    fly, flew, flown, flight
    drive, drove, driven
    ride, rode, ridden
    write, wrote, written
    rise, rose, risen
    break, broke, broken, breakage
    speak, spoke, spoken, speech
    steal, stole, stolen, theft
    freeze, froze, frozen
    wear, wore, worn
    tear, tore, torn
    born, birth
    swear, swore, sworn, oath
    eat, ate, eaten
    drink, drank, drunk
    sing, sang, sung, song
    ring, rang, rung
    swim, swam, swum
    begin, began, begun
    run, ran
    sink, sank, sunk
    shrink, shrank, shrunk
    win, won
    hang, hung
    dig, dug
    stick, stuck
    shoot, shot
    hold, held
    feel, felt
    keep, kept
    sleep, slept, asleep
    sweep, swept
    leave, left
    mean, meant
    deal, dealt
    dream, dreamt
    learn, learnt
    burn, burnt
    spell, spelt
    spill, spilt
    spoil, spoilt
    smell, smelt
    leap, leapt
    bring, brought
    catch, caught
    teach, taught
    seek, sought
    fight, fought
    think, thought
    lead, led
    feed, fed
    bleed, bled, blood
    speed, sped
    meet, met
    read, reader
    sit, sat, seat
    stand, stood
    understand, understood
    lie, lay, lain
    lay, laid
    build, built
    hear, heard
    light, lit
    slide, slid
    hide, hid, hidden
    bite, bit, bitten
    forbid, forbade, forbidden
    forgive, forgave, forgiven
    forget, forgot, forgotten
    shake, shook, shaken
    mistake, mistook, mistaken
    fall, fell, fallen
    grow, grew, grown, growth
    throw, threw, thrown
    blow, blew, blown
    draw, drew, drawn
    withdraw, withdrew, withdrawn
    show, shown
    sew, sewn
    prove, proven, proof
    wake, woke, woken, awake, awaken
    become, became
    overcome, overcame
    strike, struck, stricken
    beat, beaten
    man, men
    woman, women
    child, children, childhood
    person, people
    mouse, mice
    tooth, teeth, dental
    goose, geese
    penny, pence
    life, lives, alive
    knife, knives
    wife, wives
    wolf, wolves
    shelf, shelves
    loaf, loaves
    half, halves
    thief, thieves, theft, steal, robber
    bus, buses
    criterion, criteria
    phenomenon, phenomena
    bacterium, bacteria, bacterial
    index, indices
    appendix, appendices
    analysis, analyses, analyze, analytical
    crisis, crises
    hypothesis, hypotheses
    thesis, theses
    emphasis, emphasise, emphasize
    parenthesis, parentheses
    decide, decision
    conclude, conclusion
    include, inclusion
    exclude, exclusion
    extend, extension, extent
    expand, expansion
    defend, defence, defense
    submit, submission
    permit, permission
    explain, explanation
    maintain, maintenance
    describe, description
    subscribe, subscription
    receive, receipt
    assume, assumption
    consume, consumption
    destroy, destruction
    reduce, reduction
    solve, solution
    resolve, resolution
    provide, provision
    acquire, acquisition
    inquire, enquire, inquiry, enquiry
    close, closure
    sign, signature
    advise, advice
    believe, belief
    safe, safety
    behave, behaviour, behavior
    deny, denial
    try, trial
    comply, compliance
    modify, modification
    notify, notification
    verify, verification
    identify, identification
    qualify, qualification
    specify, specification
    simplify, simple, simplicity
    multiply, multiplication
    vary, variation, variety
    deliver, delivery
    enter, entry, entrance
    register, registration, registry
    long, length, lengthen
    strong, strength, strengthen
    wide, width, widen
    deep, depth, deepen
    high, height, heighten
    warm, warmth
    hot, heat
    true, truth
    young, youth
    poor, poverty
    hungry, hunger
    bored, boredom
    able, ability, enable
    real, reality, realistic
    certain, certainty
    private, privacy
    pregnant, pregnancy
    frequent, frequency
    act, actor, actress
    edit, editor
    visit, visitor
    compete, competitor, competition
    tour, tourist, tourism
    art, artist
    science, scientist, scientific
    politics, politician
    library, librarian
    mathematics, math
    crime, criminal
    sun, solar, sunny
    moon, lunar
    vote, voter, ballot
    democracy, democratic
    allergy, allergic, allergen
    surgery, surgeon, surgical
    therapy, therapist, therapeutic
    anxious, anxiety
    member, membership
    own, owner, ownership
    neighbour, neighbor, neighbourhood, neighborhood
    compare, comparison
    argue, argument
    threat, threaten
    centre, center, central
    theatre, theater, theatrical
    grey, gray
    licence, license
    recognise, recognize, recognition
    customise, customize
    personalise, personalize
    optimise, optimize
    minimise, minimize, minimum
    maximise, maximize, maximum, max
    summarise, summarize, summary
    categorise, categorize, category
    synchronise, synchronize, sync
    specialise, specialize, specialist
    metre, meter
    litre, liter
    labour, labor
    pyjamas, pajamas, pjs
    kerb, curb
    yoghurt, yogurt
    paediatric, pediatric, paediatrician, pediatrician
    cheque, check
    tyre, tire
    undo, undid, undone
    redo, redid, redone
    rewrite, rewrote, rewritten
    repay, repaid
    mislead, misled
    good, better, best
    bad, worse, worst
    far, farther, further
    two, 2
    three, 3
    four, 4
    five, 5
    six, 6
    seven, 7
    eight, 8
    nine, 9
    ten, 10
    twelve, 12
    arise, arose, arisen
    spring, sprang, sprung
    swing, swung
    spin, spun
    shine, shone
    misunderstand, misunderstood
    undertake, undertook, undertaken
    overtake, overtook, overtaken
    calf, calves
    scarf, scarves
    gas, gases
    lens, lenses
    mix, mixture
    grateful, gratitude
    history, historian, historical
    finance, financial
    kilometre, kilometer, km
    honour, honor
""")
"""Forms of one word that a stemmer leaves apart: irregular ones, and derivations."""

SYNONYMS = _groups("""
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
    headcount, number, strength, size, manpower, how big, how large, contingent
    monthly, per month, each month
    remuneration, pay, income, salary, stipend
    motive, motivation, motivated, reason, goal, aim
    ambition, hope, dream, aspiration, expectation
    gift, present, reward, perk
    benefit, gain, advantage, profit
    bargain, deal, trade off
    staff, personnel, hire, hiring, team, appointment
    nominee, appointee, candidate, appointment
    envoy, ambassador, emissary, diplomat
    adviser, advisor, aide, counsellor
    domestic, domestically, at home, inside the country, internal
    abroad, overseas, foreign
    ordinary, common, average
    mother, father, parents, mum, dad, mom
    husband, wife, spouse, partner
    brother, sister, sibling
    young man, youngster, teenager, youth
    shout, yell, cry, scream
    explosive, bomb, grenade, device
    surrender, give up, give themselves up, lay down arms
    enemy, opponent, foe, other side
    ally, partner, friend
    invade, invasion, incursion
    frontline, front line, battlefield, front
    backup, support, cover, reinforcement
    tactic, tactics, strategy, method
    understand, understanding, grasp, knowledge, comprehension
    lack, shortage, missing, without
    exploit, exploitation, misuse, abuse, used
    blame, fault, responsible, responsibility
    unclear, unknown, vague
    true, real, genuine, verified
    same, identical, agree
    different, differ, disagree, contradict, discrepancy
    source, origin, basis, where does it come from
    quote, exact words, said exactly, wording, verbatim
    silent, silence, no comment, declined to comment, wont comment
    intelligence chief, spy chief, spymaster
    session, hearing, meeting, sitting
    attend, present, take part, be there
    conference, briefing, press conference, presser
    journalist, reporter, press, media
    newspaper, outlet, paper, publication, media
    article, story, report, piece
    caption, photo caption, cutline
    handshake, shake hands, shook hands
    historic, history, past
    former, ex, previous, earlier
    incoming, elect, new
    president, head of state, leader
    loyal, loyalist, ally, supporter
    sanction, embargo, restriction, penalty
    hardship, poverty, suffering
    oppression, suppression, repression, persecution
    freedom, liberty, free
    defect, defection, defector, flee
    migrant, refugee, escapee
    treaty, convention, conventions, accord
    hostility, hostilities, fighting, end of the war, ceasefire, truce, peace
    condition, conditions, requirement, under what circumstances
    status, situation, standing
    right, rights, entitlement
    will, wishes, choice, preference, what they want
    consult, consultation, discuss, talk with
    review, examination, look into, study
    disarm, disarmament, arms control
    partial, limited, small, smaller
    complete, full, total, whole, entire
    short term, near future, soon, for now
    grow, expand, develop
    cooperation, ties, partnership, relationship, relations
    economy, economic, trade, money
    livelihood, living, standard of living, better life
    supply, supplies, goods, necessities, provisions
    material, goods
    despair, hopelessness, desperation
    positive, approve, favourable, support, welcome
    negative, critical, criticise, oppose
    elite, special forces, commando, commandos
    wound, wounded, injured, hurt
    delete, remove, erase, get rid of, wipe, clear
    remove, take out, eliminate, strip
    disable, turn off, switch off, deactivate, shut off
    enable, turn on, switch on, activate
    show, display, reveal, exhibit
    hide, conceal, cover up, mask
    fix, repair, mend
    fix, solve, resolve, troubleshoot, sort out
    create, make, set up, build
    change, modify, alter, edit, adjust
    replace, swap, substitute, exchange
    set up, setup, configure
    install, set up
    uninstall, remove
    update, upgrade
    look up, find, search, look for, seek
    find, locate, track down, discover
    find out, discover, learn, determine
    sign in, log in, login, log on, sign on
    sign out, log out, logout, log off
    sign up, register, enrol, join, subscribe
    put off, postpone, delay, defer, push back
    call off, cancel, scrap, abandon
    cancel, unsubscribe, opt out, terminate
    download, save
    send, transmit, forward
    copy, duplicate, reproduce, replicate
    move, transfer, migrate
    merge, combine, join, unite, consolidate
    split, divide, separate, break up
    attach, connect, link, fasten
    disconnect, unplug, unlink, detach
    restart, reboot, reset
    crash, freeze, hang, stop working, not responding
    broken, not working, does not work, out of order, faulty, defective
    slow, sluggish, lag, laggy, takes forever
    fast, quick, rapid, speedy, swift
    speed up, accelerate, make faster
    open, launch, start
    close, shut, exit
    click, tap, press
    select, choose, pick, opt for
    enlarge, magnify, zoom in, make bigger
    type, enter, key in, input
    fill in, fill out, complete
    undo, revert, reverse, roll back
    restore, recover, retrieve, get back, undelete
    back up, backup, save a copy
    block, ban, bar, blacklist
    unblock, unlock, allow
    lock, secure
    allow, permit, let
    forbid, ban, prohibit, outlaw, not allowed
    permission, consent, approval, clearance
    hack, breach, break into, compromise
    virus, malware, spyware, trojan
    spam, junk, junk mail, unwanted
    scam, fraud, con, swindle, phishing, rip off
    fake, counterfeit, forged, bogus, phony
    password, passcode, pin, passphrase
    username, user name, user id, login name
    verify, confirm, validate, check, authenticate
    check, examine, inspect, look at
    test, try out, trial
    test, exam, examination, quiz
    two factor, 2fa, two step, verification code, multi factor
    settings, preferences, options, configuration, setup
    icon, symbol, logo
    screen, display, monitor
    screenshot, screen capture, screen grab, print screen
    keyboard shortcut, shortcut, hotkey, key combination
    folder, directory
    file, document, doc
    spreadsheet, worksheet, workbook
    slide, slideshow, slide deck
    picture, photo, image, photograph, pic
    video, clip, movie
    dark mode, night mode, dark theme
    color, colour, shade, hue, tint
    email, e-mail, mail, message
    inbox, mailbox
    message, text, sms, text message
    chat, conversation
    reply, respond, answer, get back to
    answer, response, reply, solution
    comment, remark, feedback
    feedback, opinion, suggestion, review
    notification, alert, reminder, push notification
    alert, warning, alarm
    sound, audio, noise
    quiet, silent, silence
    internet, web, online, net
    wifi, wi-fi, wireless, internet connection, broadband
    offline, no internet, without internet
    website, site, web page, webpage, web site
    url, web address, link, hyperlink
    home page, homepage, main page, landing page
    app, application, program, software
    computer, pc, laptop, desktop
    laptop, notebook
    phone, cell phone, mobile, mobile phone, cellphone, smartphone
    phone, telephone
    phone number, telephone number, contact number, cell number
    call, phone, dial, give a call
    voicemail, voice message, answering machine
    headphones, earphones, earbuds, headset
    charger, charging cable, power cord, power adapter
    camera, webcam
    hard drive, hard disk, disk, storage
    storage, disk space, memory, storage space
    usb, flash drive, thumb drive, memory stick
    data, information, info, details
    programmer, developer, coder, software engineer
    bug, glitch, defect, error
    error, mistake, fault
    problem, issue, trouble, difficulty
    difficulty, difficult, hard, tough, challenging
    easy, simple, straightforward, effortless
    compatible, works with, supported
    version, edition
    trial, free trial, demo
    free, no cost, no charge, complimentary, free of charge
    account, profile
    customer, client, consumer, patron
    customer service, customer support, help desk, helpdesk, support team
    contact, get in touch, reach, get hold of
    popular, trending, well known, famous
    post, publish, upload
    bookmark, favorite, favourite
    category, type, kind, sort, class
    group, team, crew, squad
    sort, order, arrange, rank
    organize, organise, arrange, tidy up
    calculate, compute, work out, figure out
    add up, sum, total
    subtract, deduct, take away, minus
    average, mean
    percentage, percent, per cent, proportion
    graph, chart, diagram, plot
    map, directions, route
    track, trace, follow, monitor
    watch, view, see
    listen, hear
    write, compose
    meaning, definition, define, stand for, signify
    explain, describe, clarify, tell me about
    instructions, directions, steps, guide, how to
    guide, manual, handbook, user guide
    tutorial, lesson, walkthrough, guide
    tip, advice, hint, suggestion, recommendation
    recommend, suggest, advise
    best, top, greatest, finest
    worst, lowest, poorest
    good, great, excellent, fine
    bad, awful, terrible, horrible, lousy
    improve, better, enhance, boost
    worse, deteriorate, worsen, decline
    necessary, needed, required, essential, mandatory
    mandatory, compulsory, obligatory, required, have to
    need, require, must have, have to
    must, have to, should, need to, ought to
    optional, not required, voluntary
    important, significant, crucial, vital, key
    main, primary, chief, principal, major
    possible, feasible, doable
    cannot, unable to, not able to, impossible
    maybe, perhaps, possibly
    probably, likely, chances
    chance, probability, odds, likelihood
    risk, danger, hazard, threat
    dangerous, unsafe, hazardous, risky, harmful
    safe, secure, harmless
    protect, safeguard, guard, defend
    avoid, prevent, keep from
    prevent, stop, block, avert
    refuse, decline, turn down, reject
    accept, agree to, take on
    approve, ok, okay
    ignore, overlook, disregard
    skip, miss, leave out
    include, contain, consist of, comprise
    inside, within, indoors
    outside, outdoors
    near, nearby, nearest, closest, close to, around here
    opposite, reverse, contrary
    similar, alike, comparable, resemble, look like
    difference, versus, vs, compared to
    match, fit, correspond
    relate, relevant, connected, associated
    depend on, rely on, count on
    rent, hire, lease, rental
    mortgage, home loan
    loan, borrow, lend, credit
    debt, owe, liabilities
    pay off, repay, pay back, settle
    due date, deadline, cutoff
    overdue, late, past due
    fee, charge, cost, commission
    price, rate, cost, fare
    how much, price, cost
    cheap, inexpensive, affordable, low cost, budget
    expensive, costly, pricey, dear
    discount, coupon, promo code, voucher, deal
    discount, sale, special offer, reduction, price cut
    refund, money back, reimburse, get back
    return, send back, take back, refund
    warranty, guarantee
    receipt, invoice, bill, proof of purchase
    bill, invoice, statement
    tip, gratuity
    tax, levy, duty
    paycheck, salary, wage, pay, payslip, pay stub
    payday, get paid, pay day
    direct deposit, bank transfer, wire transfer
    raise, pay rise, pay increase, salary increase
    bonus, incentive, reward
    earn, make money, income
    income, earnings, revenue
    profit, earnings, gain
    spend, expenditure, expense
    bank account, checking account, current account, account
    balance, how much money, account balance
    deposit, pay in, put money
    atm, cash machine, cashpoint, cash dispenser
    transfer, wire, send money, move money
    credit card, debit card, bank card, card
    credit score, credit rating, credit history
    interest rate, apr, annual percentage rate, interest
    declined, rejected, refused, not accepted
    cash, money, currency
    dollar, usd, buck
    pound, gbp, sterling, quid
    stock, share, equity
    pension, retirement, 401k, retirement fund
    insurance, coverage, insurance policy
    insurance claim, claim, file a claim
    inflation, rising prices, cost of living
    rich, wealthy, well off, affluent
    poor, needy
    charity, nonprofit, non profit, ngo
    fundraise, raise money, crowdfunding
    buy, purchase, order
    shop, store, retailer
    shopping cart, basket, cart, trolley
    checkout, till
    grocery, supermarket, food shopping
    mall, shopping centre, shopping center
    product, item, article, goods
    in stock, available
    out of stock, sold out, unavailable
    size, dimensions, measurements, how big
    second hand, secondhand, pre owned
    old, ancient, aged, elderly
    old, outdated, obsolete, out of date
    new, recent, fresh, brand new
    latest, newest, most recent, current
    ship, deliver, send
    shipping, postage, delivery cost, shipping cost
    parcel, package, packet, shipment
    carrier, courier, delivery company
    mail, post
    zip code, postcode, postal code, zip
    late, delay, behind schedule
    early, ahead of time, beforehand, in advance
    wait, hold on
    waiting list, waitlist, queue
    queue, line, wait in line
    travel, trip, journey, voyage, tour
    holiday, vacation, time off, getaway
    pto, vacation days, paid time off, annual leave, days off, holiday
    sick leave, sick day, call in sick, off sick
    maternity leave, parental leave, paternity leave
    id, identification, identity card, id card
    foreigner, alien, immigrant, expat
    tourist attraction, landmark, things to do, sightseeing
    hotel, accommodation, lodging, place to stay, hostel
    reservation, booking, appointment
    flight, plane ticket, airfare
    airplane, aeroplane, plane, aircraft
    flight attendant, stewardess, steward, cabin crew
    depart, leave, go away, set off
    layover, stopover, connecting flight
    luggage, baggage, suitcase, bags
    carry on, hand luggage, cabin bag
    backpack, rucksack, knapsack
    train, railway, railroad, rail
    subway, metro, underground train
    bus, coach
    taxi, cab
    public transport, mass transit, transit
    schedule, timetable, calendar, agenda
    road, street, highway, lane
    highway, motorway, freeway, expressway
    traffic, congestion, traffic jam, gridlock
    roundabout, traffic circle, rotary
    sidewalk, pavement, footpath
    parking lot, car park, parking garage, parking space
    driving licence, drivers license, driving license
    license plate, number plate, registration plate, plate number
    car, vehicle, automobile, auto
    truck, lorry, pickup
    bike, bicycle, cycle
    gas, petrol, gasoline, fuel
    gas station, petrol station, fuel station, filling station
    windshield, windscreen
    mechanic, garage, auto repair, repair shop
    electric car, ev, electric vehicle
    accident, crash, collision, wreck
    crash, collide, hit, smash
    walk, on foot, stroll, hike
    lift, elevator
    stairs, steps, staircase
    floor, storey, level
    apartment, flat, condo
    house, home, property
    living room, lounge, sitting room
    bathroom, toilet, restroom, lavatory, washroom, loo
    tap, faucet
    stove, cooker, hob, range
    fridge, refrigerator
    washing machine, washer, laundry
    laundry, washing, wash clothes
    vacuum, hoover, vacuum cleaner
    clean, wash, scrub
    clean up, tidy, tidy up
    trash, garbage, rubbish, waste, refuse
    trash can, bin, dustbin, garbage can, wastebasket
    throw away, discard, dispose, bin, throw out
    recycle, reuse
    couch, sofa, settee
    blanket, duvet, quilt
    flashlight, torch
    light, lamp
    turn up, increase, louder
    turn down, lower, quieter
    temperature, how hot, how cold, degrees
    heating, heater, central heating, furnace
    air conditioning, ac, air conditioner, aircon, air con
    power outage, power cut, blackout, outage
    outlet, socket, power point, plug
    garden, yard, backyard, lawn
    bug, insect, pest
    cat, kitten, kitty
    vet, veterinarian, veterinary
    move house, moving, relocate, move home
    neighbor, neighbour, next door
    roommate, flatmate, housemate
    real estate, property, realty
    realtor, estate agent, real estate agent
    cook, prepare
    cook, chef
    recipe, how to make, how to cook
    grill, barbecue, bbq, broil
    spicy, hot
    taste, flavor, flavour
    spoil, go bad, go off, expire, rot
    expire, expiry, expiration date, run out, best before
    healthy, good for you, nutritious
    vegetarian, veggie, meatless, meat free
    shrimp, prawn
    eggplant, aubergine
    zucchini, courgette
    cilantro, coriander
    fries, chips, french fries
    chips, crisps
    candy, sweets, confectionery
    cookie, biscuit
    soda, soft drink, pop, fizzy drink
    alcohol, booze, liquor
    drink, beverage
    eat, consume, dine
    meal, dish, food
    dinner, supper, evening meal
    restaurant, diner, eatery, place to eat
    bar, pub, tavern
    takeout, takeaway, take away, carry out
    pound, lb, lbs
    foot, feet, ft
    convert, conversion, change into
    weight, weigh, how heavy
    height, tall, how tall, how high
    width, wide, how wide
    length, long, how long
    age, how old, years old
    duration, how long, length
    speed, how fast, velocity, pace
    frequency, how often, how frequently
    quantity, amount, number
    many, multiple, lots, plenty, numerous, various, several
    approximately, roughly, about
    exactly, precisely
    completely, totally, entirely, fully
    often, frequently, regularly
    sometimes, occasionally, now and then
    rarely, seldom, hardly ever
    usually, normally, typically, generally
    immediately, right away, at once, instantly, asap
    asap, soon as possible, urgent, right away
    soon, before long
    now, currently, at present, right now, at the moment
    night, nighttime, overnight
    autumn, fall
    calendar, diary, planner, schedule
    appointment, meeting, engagement
    event, occasion, happening
    meeting, get together, conference
    arrange, organise, organize, schedule
    party, celebration, bash
    birthday, date of birth, born
    christmas, xmas
    wedding, marriage, get married, marry
    divorce, separation, split up
    to do list, todo list, task list
    task, chore, duty, job
    weather, forecast
    hurricane, typhoon, cyclone, tropical storm
    cold, chilly, cool
    climate change, global warming
    pollution, contamination, smog
    wildfire, forest fire, bushfire
    earthquake, quake, tremor, seismic
    disaster, catastrophe, calamity
    emergency, crisis, urgent situation
    rescue, save, rescuer
    firefighter, fireman, fire brigade, fire department
    missing, unaccounted for, disappeared, lost
    destroy, demolish, ruin, wreck
    warn, caution, alert
    sick, ill, unwell, poorly
    illness, disease, sickness, ailment, condition
    pain, ache, sore, hurt
    flu, influenza
    covid, coronavirus, covid 19
    pandemic, epidemic, outbreak
    infection, germ, bacteria
    vaccine, shot, jab, immunization
    injection, shot, jab
    medicine, medication, drug, meds
    pill, tablet, capsule
    painkiller, pain reliever, pain medication
    pharmacy, drugstore, chemist
    doctor, physician, gp, general practitioner
    er, emergency room, casualty department
    recover, recovery, get better, get well
    health insurance, medical insurance, health coverage
    health care, healthcare, medical care
    cancer, tumor, tumour
    high blood pressure, hypertension
    vomit, throw up, nausea, nauseous, puke
    diarrhea, diarrhoea, upset stomach
    tired, exhausted, fatigue, weary, tiredness
    baby, infant, newborn
    stress, anxiety, pressure
    sad, unhappy, upset, miserable
    happy, glad, pleased, cheerful
    lonely, alone, loneliness
    hate, dislike, detest, cannot stand
    like, enjoy, be fond of
    prefer, favorite, favourite
    boyfriend, girlfriend, partner, significant other
    friend, buddy, pal, mate
    dad, father, daddy
    mom, mother, mum, mommy
    grandma, grandmother, granny
    grandpa, grandfather, granddad
    teenager, teen, adolescent
    elderly, senior, old people, aged
    woman, female, lady
    man, male, guy
    fat, overweight, obese
    lose weight, weight loss, slim down
    exercise, workout, work out
    gym, fitness center, fitness centre, health club
    quit smoking, stop smoking, give up smoking
    glasses, spectacles, eyeglasses
    smell, scent, odor, odour, stink
    clothes, garment, apparel, outfit
    pants, trousers, slacks
    sweater, jumper, pullover
    sneakers, trainers, running shoes, tennis shoes
    job, occupation, profession, career, role
    employer, company, boss
    colleague, coworker, co worker
    ceo, chief executive, managing director
    hire, recruit, employ, take on
    fire, sack, dismiss, lay off, let go
    layoff, redundancy, job cuts, laid off
    quit, resign, leave a job
    unemployed, out of work, jobless
    resume, cv, curriculum vitae
    vacancy, job opening, opening
    remote work, work from home, telecommute, wfh, working remotely
    break, rest, pause
    union, trade union, labor union
    contract, agreement
    expert, specialist, professional
    founder, establish, set up
    headquarters, head office, main office, hq
    merge, merger, acquisition, takeover
    company, corporation, enterprise, business
    goal, target, objective, aim
    plan, scheme, proposal
    propose, suggest, put forward
    summarize, summarise, sum up, recap
    conclusion, result, outcome
    result, outcome, consequence
    effect, influence, impact, affect
    cause, lead to, result in, bring about
    because of, due to, owing to
    win, victory, triumph, winner
    competition, contest, tournament, championship
    prize, award, trophy, medal
    score, result, points
    soccer, football
    fan, supporter, follower
    concert, gig, live show, live music
    play, drama, theatre, theater
    movie, film, motion picture, flick
    cinema, movie theater, movie theatre, movies
    tv, television, telly
    tv show, tv series, television series, tv program
    series, show, program, programme
    actor, actress, movie star, cast
    song, track, tune
    book, novel
    author, writer, novelist
    teacher, instructor, tutor, educator
    lesson, class, course
    daycare, childcare, day care, child care
    primary school, elementary school, grade school
    high school, secondary school
    uni, university, college
    scholarship, grant, bursary, financial aid
    homework, assignment, coursework
    grade, mark, score
    study, learn, research
    question, query, inquiry
    teach, instruct, train, educate
    remember, recall, recollect
    understand, comprehend, figure out
    know, familiar with, aware of
    guess, estimate, reckon
    opinion, view, point of view
    idea, thought, concept, notion
    invent, inventor, come up with
    discover, discovery
    ai, artificial intelligence, machine learning
    city, town, municipality
    downtown, city centre, city center, town centre
    population, inhabitants, how many people
    priest, pastor, clergy, clergyman
    prime minister, pm, premier
    election, poll, vote, cast a ballot
    poll, survey
    survey, questionnaire
    majority, most
    revolution, uprising, revolt, rebellion
    protest, demonstration, rally, march
    law, act, statute
    illegal, against the law, unlawful, illicit
    lawyer, attorney, solicitor, barrister
    sue, lawsuit, legal action, litigation, take to court
    guilty, convict
    sentence, punishment, penalty
    prison, jail, behind bars
    investigate, inquiry, probe, look into
    crime, offence, offense
    murder, homicide, kill
    rob, robbery, burglary, theft, steal
    gun, firearm, weapon
    massacre, slaughter, mass killing, genocide
    torture, mistreat, abuse
    ceasefire, cease fire, truce, armistice
    complain, complaint, grievance
    confidential, secret, classified
    terms of service, terms and conditions, tos, terms of use
    deadline, due date, time limit
    eligible, qualify, entitled
    welfare, benefits, social assistance
    england, english
    cyprus, cypriot
    north korea, dprk, north korean, pyongyang
    south korea, south korean, seoul
    myanmar, burma, burmese
    gdp, gross domestic product
    faq, frequently asked questions, common questions
    diy, do it yourself
    eta, arrival time, estimated arrival
    dob, date of birth, birthday
    aka, also known as, nickname
    hi, hello, hey, greetings
    bye, goodbye, see you, farewell
    thanks, thank you, cheers
    sorry, apologise, apologize
    yes, yeah, yep, sure
    no, nope, nah
    ok, okay, alright, fine
    talk, speak, discuss
    discuss, debate, talk about
    argue, quarrel, dispute, row
    persuade, convince, talk into
    encourage, urge, motivate
    control, regulate, manage
    manage, run, handle, administer
    deal with, handle, tackle, cope with
    take care of, look after, care for
    look, appear, seem
    appear, show up, turn up
    notice, spot, see
    recognize, recognise, identify
    realize, realise, notice
    fall, drop, decline, decrease, go down, plunge
    busy, occupied, unavailable
    available, free, accessible
    rest, relax, take a break
    wake up, get up, awake
    hand in, submit, turn in
    give back, return, hand back
    give up, quit, stop
    carry out, perform, do, conduct
    carry on, continue, keep going
    go up, rise, increase
    come up with, think of, invent
    run out, used up, out of
    break down, stop working, fail
    break up, split up, separate
    pick up, collect
    drop off, deliver
    mention, refer to, bring up
    make sure, ensure, check, guarantee
    pass away, die
    put together, assemble, build
    take part, participate, join in, get involved
    keep, retain, hold on to
    save, preserve, store
    share, split, divide
    limit, restrict, cap
    act, action, deed
    try, attempt, have a go
    use, usage, utilize, utilise
    operate, work, function, run
    way, method
    method, technique, procedure, process
    process, procedure, steps
    part, piece, portion, component
    part, section, segment
    middle, centre, center
    below, under, beneath, underneath
    tiny, small, little, miniature
    strange, odd, weird, unusual, peculiar
    normal, usual, regular, standard, typical
    rare, uncommon, scarce, unusual
    special, particular, specific, certain
    beautiful, pretty, attractive, gorgeous
    smart, clever, intelligent, bright
    stupid, dumb, foolish, silly
    crazy, mad, insane
    lie, untruth, falsehood, dishonest
    false, untrue, incorrect, not true
    wrong, incorrect, mistaken, inaccurate
    right, correct, accurate
    true, correct, accurate
    certain, sure, confident
    clear, obvious, evident
    complicated, complex
    prepare, get ready
    famous, celebrated, renowned, fame
    international, global, worldwide
    private, personal
    someone, somebody
    everyone, everybody
    anyone, anybody
    alone, by oneself, on my own
    double, twice, two times
    first, initial, original
    last, final
    previous, last, prior, earlier
    before, prior to, until
    after, following
    although, though, even though
    also, too, as well
    instead, rather than
    except, apart from, other than
    regarding, about, concerning
    delete account, close account
    change password, reset password
    wrong amount, overcharged, charged too much, double charged
    charged twice, duplicate charge
    free shipping, free delivery
    opening hours, business hours, opening times, closing time, office hours
    gift card, gift voucher, gift certificate
    therapy, counseling, psychotherapy
    permanent, forever, for good
    temporary, short term, interim, provisional
    device, appliance, machine, gadget
    plugin, plug in, extension, add on, addon
    data plan, mobile data, cellular data, data allowance
    airplane mode, flight mode, aeroplane mode
    emoji, emoticon, smiley
    create, add, insert
    funeral, burial, cremation
    evacuate, get out
    headache, migraine
    stomach ache, stomachache, tummy ache, belly ache
    allergy, allergic reaction, intolerance
    shoes, footwear, boots
    boss, manager, supervisor
    full time, fulltime
    part time, parttime
    north, northern
    south, southern
    east, eastern
    west, western
    rape, sexual assault
    human rights, civil rights
    south africa, south african
    travel insurance, trip insurance
    router, modem
    fingerprint, touch id, biometric
    uphold, upheld
    foresee, foresaw, foreseen
    oversleep, overslept
    turn up, show up, arrive
    pay attention, focus, concentrate
    one, 1
    first, 1st
    second, 2nd
    third, 3rd
    hundred, 100
    thousand, 1000
    dept, department
    msg, message
    os, operating system
    ot, overtime
    gpa, grade point average
    bmi, body mass index
    figure out, work out, understand
    stop working, break down, malfunction
    get in, enter
    heavy rain, downpour
    keep track of, monitor, log
""")
"""Words and phrases that mean nearly the same in most questions."""

PLACES = _groups("""
    un, united nations
    eu, european union
    usa, united states, america, american
    uk, united kingdom, britain, british
    scotland, scottish, scots
    wales, welsh
    ireland, irish, dublin
    france, french, paris
    germany, german, berlin
    spain, spanish, madrid
    portugal, portuguese, lisbon
    italy, italian, rome
    greece, greek, athens
    netherlands, dutch, holland
    belgium, belgian, brussels
    switzerland, swiss
    austria, austrian, vienna
    denmark, danish, dane
    sweden, swedish, swede
    norway, norwegian, oslo
    finland, finnish, finn
    poland, polish, warsaw
    hungary, hungarian, budapest
    czech republic, czech, prague
    slovakia, slovak
    romania, romanian
    bulgaria, bulgarian
    serbia, serbian, serb
    croatia, croatian, croat
    ukraine, ukrainian, kyiv, kiev
    russia, russian, moscow
    belarus, belarusian, minsk
    turkey, turkish, turk, ankara
    israel, israeli
    palestine, palestinian
    lebanon, lebanese, beirut
    syria, syrian, damascus
    iraq, iraqi, baghdad
    iran, iranian, tehran
    saudi arabia, saudi
    yemen, yemeni
    egypt, egyptian, cairo
    libya, libyan
    sudan, sudanese
    afghanistan, afghan, kabul
    pakistan, pakistani
    india, indian, delhi
    china, chinese, beijing
    japan, japanese, tokyo
    vietnam, vietnamese, hanoi
    thailand, thai, bangkok
    indonesia, indonesian, jakarta
    philippines, filipino, manila
    georgia, georgian
    australia, australian, aussie
    new zealand, nz, kiwi
    canada, canadian, ottawa
    mexico, mexican
    brazil, brazilian
    cuba, cuban, havana
    europe, european
    africa, african
    asia, asian
    taiwan, taiwanese, taipei
""")
"""Countries and bodies with the words for their people and capitals: news English uses one for the other."""
