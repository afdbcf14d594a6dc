import type { ContentArticle } from '../types';

/** Answers about borrowing, prices and journeys. */
export const lendingFeesTravelArticles: ContentArticle[] = [
  {
    slug: 'personal-loan',
    source: 'article',
    title: 'Apply for a loan',
    category: 'loans-mortgages',
    keywords: [
      'loan',
      'apply for loan',
      'borrow',
      'credit',
      'loan refused',
      'interest',
      'instalment',
      'repay early',
    ],
    bodyHtml: `<p>You can borrow between £1,000 and £25,000 for one to seven years. Under <strong>Borrow</strong> the app shows the rate for <em>you</em> before you apply; that look leaves no trace on your credit record.</p>
<ol><li>Choose sum, term and the day of the month.</li><li>Tell us what comes in and what goes out. If your salary is paid to us, we know the first half.</li><li>Read the contract and sign in the app. The money is there within an hour.</li></ol>
<p>You may withdraw for fourteen days. Paying back early costs nothing, in part or in whole. If we say no, we tell you the main reason, and you may ask a person to look again; open a case under <em>Loans and mortgages</em>. Difficult month? Move an instalment before it is due, once a year without questions, and beyond that with a conversation.</p>`,
    daysAgo: 71,
  },
  {
    slug: 'mortgage-rate-ends',
    source: 'article',
    title: 'When your fixed mortgage rate ends',
    category: 'loans-mortgages',
    keywords: ['mortgage', 'fixed rate ends', 'remortgage', 'new rate', 'product transfer', 'variable rate'],
    bodyHtml: `<p>From <strong>ninety days</strong> before the end you can choose a new rate in the app: <strong>Mortgage</strong>, <strong>New rate</strong>. It takes a few minutes, needs no valuation and no solicitor, and costs nothing.</p>
<ul><li>The rate you choose is reserved. If a lower one appears before it starts, exchange it with a tap.</li><li>If you do nothing, our variable rate applies from the first of the following month. It is nearly always the worst choice, and we say so in three letters.</li><li>Want to borrow more, change the term or take somebody off the loan? Then talk to an adviser: the app offers times.</li></ul>
<p>Leaving us for another lender after the fixed rate ended is free of charge. Before it ended there is an early repayment charge, shown to the penny under <strong>Mortgage</strong>, <strong>Details</strong>.</p>`,
    daysAgo: 112,
  },
  {
    slug: 'mortgage-overpay',
    source: 'article',
    title: 'Pay extra into your mortgage',
    category: 'loans-mortgages',
    keywords: [
      'overpay mortgage',
      'extra payment',
      'lump sum',
      'pay off early',
      'reduce term',
      'lower instalment',
    ],
    bodyHtml: `<p>During a fixed rate you can pay back <strong>10 %</strong> of the balance each year without a charge; the year begins on the anniversary of the mortgage. On the variable rate there is no limit.</p>
<ol><li>Choose <strong>Mortgage</strong>, <strong>Overpay</strong>.</li><li>Choose what it should do: <strong>shorten the term</strong>, which saves the most interest, or <strong>lower my instalment</strong>.</li><li>Pay once, or set up a monthly sum with a standing order.</li></ol>
<p>The new plan appears on the next working day. If you paid by transfer without choosing, it shortens the term; tell us within thirty days and we turn it round. Money paid in cannot be taken out again, so keep something for the boiler. The last payment is worked out to the day: ask for a redemption statement, valid for two weeks.</p>`,
    daysAgo: 158,
  },
  {
    slug: 'let-your-home',
    source: 'article',
    title: 'Letting a home with our mortgage',
    category: 'loans-mortgages',
    keywords: ['let home', 'consent to let', 'rent out', 'landlord', 'tenant', 'moving abroad'],
    bodyHtml: `<p>If you move out and wish to let the home, you need our <strong>consent to let</strong>. Without it you breach the contract, and your buildings insurance may not pay.</p>
<p>Open a case under <em>Loans and mortgages</em> and tell us from when, for how long, and the rent you expect. We need:</p>
<ul><li>a mortgage at least six months old and paid on time</li><li>a tenancy agreement of the ordinary kind, for twelve months at most</li><li>your new address, see <a href="/help/change-address">change your address</a></li></ul>
<p>We answer within five working days. The consent is free for the first two years, and the rate stays as it is. After that the mortgage moves to a landlord's product. A lodger while you live there needs no consent. Holiday lets are not possible with our residential mortgages, not even in August.</p>`,
    daysAgo: 320,
  },
  {
    slug: 'payment-difficulties',
    source: 'article',
    title: 'When money gets tight',
    category: 'loans-mortgages',
    keywords: [
      'cannot pay',
      'missed payment',
      'debt',
      'arrears',
      'hardship',
      'payment holiday',
      'help with bills',
    ],
    bodyHtml: `<p>Please speak to us early. The best time is before the first missed payment, and the second best is now. The people on <strong>01632 960 150</strong> do nothing else, and do not pass you on to collections.</p>
<p>What we can do, often on the same day:</p>
<ul><li>stop overdraft interest and charges for three months</li><li>lower loan or mortgage instalments for a while, or pause them</li><li>lengthen the term</li><li>put a wall between your salary and your debts, so that rent and food come first</li></ul>
<p>A pause shows on your credit record; a lower instalment agreed in time usually does less harm than a missed one. Free and independent advice on debts exists in every town, and we gladly talk to your adviser if you let us. If gambling is part of it, block it under <strong>Cards</strong>, <strong>Controls</strong>.</p>`,
    daysAgo: 39,
  },
  {
    slug: 'price-list',
    source: 'article',
    title: 'Fees in plain words',
    category: 'fees',
    keywords: [
      'fees',
      'charges',
      'price list',
      'cost',
      'card payment fee charged',
      'cash withdrawal charge',
      'transfer fee',
      'monthly fee',
    ],
    bodyHtml: `<p>The current account, debit card, virtual cards, domestic transfers, direct debits and cash inside the country cost <strong>nothing</strong>. These do cost something:</p>
<ul><li>Transfers abroad other than euros in Europe: £5, or £15 when you bear all charges</li><li>Same-day payment above the usual limit: £20</li><li>Courier for an urgent card: £12, shown before you confirm</li><li>Cash or gambling on the credit card: 2.5 %, at least £3</li><li>Old statements on paper: £5 each</li></ul>
<p>We never charge for a refused payment, a returned direct debit or a letter about either. Every fee we took is under <strong>Account</strong>, <strong>Fees</strong>, with the reason. If somebody at the bank sold you something without naming its price, we refund it. Companies find theirs in <a href="/help/business-fees">what business banking costs</a>.</p>`,
    daysAgo: 25,
  },
  {
    slug: 'overdraft',
    source: 'article',
    title: 'Overdrafts',
    category: 'fees',
    keywords: [
      'overdraft',
      'overdrawn',
      'overdraft interest',
      'negative balance',
      'in the red',
      'overdraft limit',
    ],
    bodyHtml: `<p>An arranged overdraft lets the account go below zero up to a limit. The first <strong>£50</strong> are free; beyond that interest is counted by the day and collected once a month, for all days together, on the day shown under <strong>Account</strong>, <strong>Fees</strong>.</p>
<ul><li>Apply, raise or lower it in the app. Lowering is immediate.</li><li>Without an arranged overdraft we refuse payments rather than charge for them.</li><li>Occasionally an offline payment, on a ferry say, takes you below zero anyway. That costs no more than the arranged kind.</li><li>A notice arrives at 7 am when you are overdrawn. Put it right before 11 pm and the day is not counted.</li></ul>
<p>Always in it at the end of the month? A loan is cheaper, and <a href="/help/payment-difficulties">when money gets tight</a> explains what else we can do. Students pay no interest up to £1,500.</p>`,
    daysAgo: 83,
  },
  {
    slug: 'card-abroad',
    source: 'article',
    title: 'Use your card abroad',
    category: 'travel',
    keywords: [
      'abroad',
      'travel',
      'foreign country',
      'card supported abroad',
      'holiday',
      'country supported',
      'cash abroad',
    ],
    bodyHtml: `<p>You need not tell us that you are going. Check only that the country is switched on under <strong>Cards</strong>, <strong>Controls</strong>, <strong>Countries</strong>.</p>
<ul><li><strong>Always pay in local currency.</strong> When a terminal offers pounds, refuse with a smile: its rate is several per cent worse.</li><li>Payments carry no fee of ours. Cash is free up to £300 a month, then 1.5 %; the machine's owner may add a charge of its own.</li><li>Use confirmation in the app rather than texts, see <a href="/help/confirmation-codes">codes do not arrive</a>.</li><li>Carry a second card in another bag.</li></ul>
<p>Hotels and car hire reserve a deposit, preferably on a credit card; it can take ten days to be released. Card lost? <a href="/help/lost-or-stolen-card">Cancel it</a>; an emergency card comes by courier to most countries in three working days.</p>`,
    daysAgo: 31,
  },
  {
    slug: 'exchange-rates',
    source: 'article',
    title: 'Which exchange rate do I get?',
    category: 'travel',
    keywords: [
      'exchange rate',
      'currency',
      'wrong exchange rate',
      'conversion',
      'fiat currency',
      'foreign payment rate',
      'exchange charge',
    ],
    bodyHtml: `<p>It depends on what you do.</p>
<ul><li><strong>Card payments and cash:</strong> the card scheme's rate of the day on which the shop <em>collects</em>, usually one to three days later. No surcharge of ours. Until then the app shows an estimate.</li><li><strong>Transfers abroad:</strong> the market's middle rate plus 0.5 %, fixed when you confirm.</li><li><strong>Changing between your own currency accounts:</strong> the middle rate plus 0.3 %, and plus 0.8 % at weekends, when the market is shut.</li></ul>
<p>You think a rate is wrong? Look at the slip: if it shows <strong>pounds</strong>, the terminal converted the price itself, and the rate is its owner's. That cannot be undone, as the slip counts as your consent. If it shows local currency, compare it with the calculator in the app for the day of collection. Still different? Open a case with the slip.</p>`,
    daysAgo: 53,
  },
  {
    slug: 'currency-accounts',
    source: 'article',
    title: 'Currency accounts',
    category: 'travel',
    keywords: [
      'currency account',
      'euro account',
      'dollar account',
      'hold currency',
      'supported currencies',
      'exchange via app',
    ],
    bodyHtml: `<p>You can hold euros, US dollars, Swiss francs, yen, Norwegian and Swedish kroner beside your pounds. Open an account in one of them under <strong>Accounts</strong>, <strong>New</strong>, <strong>Currency</strong>; it is free and takes a minute.</p>
<ul><li>Each has its own IBAN, so that a salary or rent in euros stays in euros.</li><li>Your ordinary card pays from the matching currency first and takes pounds when it runs out.</li><li>Exchange in the app at any hour; a limit order waits for the rate you want, for at most thirty days.</li></ul>
<p>Balances earn no interest and may gain or lose value in pounds. They are protected by the compensation scheme like any other. Up to £20,000 may be exchanged per day in the app, and more by telephone. Currencies not in the list can be sent abroad, but not kept.</p>`,
    daysAgo: 147,
  },
];
