import type { ContentArticle } from '../types';

/** Answers about opening, keeping and closing accounts, and about personal details. */
export const accountArticles: ContentArticle[] = [
  {
    slug: 'open-an-account',
    source: 'article',
    title: 'Open an account',
    category: 'accounts',
    keywords: [
      'open account',
      'new account',
      'what do i need',
      'apply',
      'join',
      'country support',
      'documents',
    ],
    bodyHtml: `<p>It takes about ten minutes in the app. Have these to hand:</p>
<ul><li>a passport, driving licence or identity card that is still valid</li><li>your address of the past three years</li><li>your tax number, if you pay tax in another country</li><li>a face, for a short film that proves you are the person in the picture</li></ul>
<p>You need to live in the country and be 16 or older; for younger ones see <a href="/help/age-limits">age limits</a>. A credit check is made only if you ask for an overdraft.</p>
<p>Nine applications in ten are answered at once. The tenth is read by a person, within two working days, usually because the picture was blurred or the address is new. Once it is open you have an account number immediately and a <a href="/help/virtual-card">virtual card</a> a minute later. Your debit card follows by post.</p>`,
    daysAgo: 84,
  },
  {
    slug: 'identity-check',
    source: 'article',
    title: 'Prove who you are',
    category: 'accounts',
    keywords: [
      'identity check',
      'verify identity',
      'why verify',
      'passport',
      'unable to verify',
      'kyc',
      'selfie',
      'proof of identity',
    ],
    bodyHtml: `<p>The law asks every bank to know its customers, and to ask again now and then. When it is your turn, the app tells you what we need and by when.</p>
<h2>Why a check fails</h2>
<ul><li>Glare. Photograph the document by a window, without flash, on something dark.</li><li>A corner cut off, or a thumb on the number.</li><li>A document that ran out, even yesterday.</li><li>A name that differs from your account: <a href="/help/change-name">change your name</a> first.</li></ul>
<p>You have three attempts in the app. After that bring the document to a branch, where a person with better eyes looks at it. Residence permits and passports from any country are fine; a library card is not.</p>
<p>If the date passes, the account can still receive money and pay direct debits, but you cannot send transfers until the check is done. Nothing is lost meanwhile.</p>`,
    daysAgo: 12,
  },
  {
    slug: 'source-of-funds',
    source: 'article',
    title: 'Why we ask where money comes from',
    category: 'accounts',
    keywords: [
      'source of funds',
      'verify source',
      'proof of income',
      'inheritance',
      'large deposit',
      'money laundering',
      'payslip',
    ],
    bodyHtml: `<p>Sometimes a sum arrives that does not look like your usual life: a house sold, an uncle remembered, a good week at work. We are obliged to ask about it and to keep the answer. It is no accusation.</p>
<p>What helps, one of these is enough:</p>
<ul><li><strong>Pay or bonus:</strong> the payslip or a letter from the employer</li><li><strong>House or car:</strong> the completion statement or the contract</li><li><strong>Inheritance:</strong> the letter of the executor or solicitor</li><li><strong>Gift:</strong> a signed line from the giver, and their statement</li><li><strong>Savings elsewhere:</strong> three months of that account's statements</li></ul>
<p>Add the file to the message in your app or to your case. We read it within one working day. You may cover everything that has no bearing, such as your doctor's name. While we wait, the sum is yours and earns its interest; only sending it on may have to wait.</p>`,
    daysAgo: 160,
  },
  {
    slug: 'change-address',
    source: 'article',
    title: 'Change your address',
    category: 'accounts',
    keywords: [
      'change address',
      'new address',
      'moved house',
      'moving',
      'edit personal details',
      'update details',
    ],
    bodyHtml: `<ol><li>In the app choose <strong>Profile</strong>, <strong>Address</strong>, <strong>I have moved</strong>.</li><li>Type the postcode and pick the house.</li><li>Say from which day. A date up to three months ahead is fine, and we change it that morning.</li><li>Confirm with your passcode.</li></ol>
<p>It applies to every account and card you hold alone. Each holder of a joint account changes their own address. Loans and mortgages follow along; a mortgage on a home you no longer live in needs a word with us first, see <a href="/help/let-your-home">letting your home</a>.</p>
<p>A card ordered in the past two days is still on its way to the old address. If you cannot get at that post, cancel it in the app and order another. Moving to another country? Tell us before you go; some accounts may stay, some savings accounts may not. We sometimes ask for a tenancy agreement or a utility bill as proof, within thirty days.</p>`,
    daysAgo: 73,
  },
  {
    slug: 'change-name',
    source: 'article',
    title: 'Change your name',
    category: 'accounts',
    keywords: [
      'change name',
      'marriage',
      'married',
      'divorce',
      'deed poll',
      'new surname',
      'title',
      'gender',
    ],
    bodyHtml: `<p>Congratulations, or our sympathy, or simply: noted. Choose <strong>Profile</strong>, <strong>Name</strong> and send us a picture of one document:</p>
<ul><li>marriage or civil partnership certificate</li><li>decree absolute together with your birth certificate</li><li>deed poll, or a passport already in the new name</li></ul>
<p>A title (Ms, Dr, Mx and the rest) or a preferred first name needs no document at all: change it yourself and it appears in letters the same day.</p>
<p>We answer within two working days. New cards in the new name come by themselves; the numbers and PINs stay as they are. Payments to your former name still arrive for a year, and we tell other banks that ask that both names are yours. For a gender marker no certificate is needed, only your word, and the old name is hidden from our staff's screens on request.</p>`,
    daysAgo: 225,
  },
  {
    slug: 'statements',
    source: 'article',
    title: 'Statements and proof of account',
    category: 'accounts',
    keywords: [
      'statement',
      'bank statement',
      'download statement',
      'pdf',
      'proof of account',
      'proof of address',
      'csv',
      'visa letter',
    ],
    bodyHtml: `<p>Statements are under <strong>Account</strong>, <strong>Documents</strong>, for the past seven years. Each month's is ready on its third working day. Choose <strong>PDF</strong> for landlords and embassies, <strong>CSV</strong> for spreadsheets.</p>
<ul><li><strong>Any period:</strong> choose <strong>Custom</strong>. It is made while you wait, stamped and signed electronically.</li><li><strong>Proof of account or balance letter:</strong> choose <strong>Letters</strong>, with or without the balance, in English, French, German or Spanish.</li><li><strong>On paper:</strong> switch on <strong>By post</strong> for free monthly statements; older ones on paper cost £5 each.</li></ul>
<p>Some offices demand ink. Branches stamp any statement you bring, free of charge and with some ceremony. Statements older than seven years, or of closed accounts, take ten working days: open a case and tell us the account and the months. A closed account's documents can still be read for a year in the app.</p>`,
    daysAgo: 50,
  },
  {
    slug: 'joint-account',
    source: 'article',
    title: 'Joint accounts',
    category: 'accounts',
    keywords: [
      'joint account',
      'partner',
      'add someone',
      'remove from joint account',
      'separation',
      'shared account',
      'both sign',
    ],
    bodyHtml: `<p>Two people who both bank with us can open a joint account in five minutes: one invites under <strong>Accounts</strong>, <strong>New</strong>, <strong>Joint</strong>, the other accepts. Each gets a card, sees everything, and may spend everything. Both are liable for the whole of an overdraft, whoever bought the piano.</p>
<p><strong>Turning your own account into a joint one</strong> is not possible, since its history is yours alone. Open a new one and move the regular payments.</p>
<p><strong>Leaving:</strong> both must agree, and the balance must not be negative. If you are separating and fear what may happen, either of you can ask us for <strong>both to sign</strong>. From then on nothing leaves the account without two confirmations. It takes effect at once, and undoing it needs both of you. Credit reports link joint holders; after closing, ask the agencies to part you.</p>`,
    daysAgo: 300,
  },
  {
    slug: 'age-limits',
    source: 'article',
    title: 'Accounts for children and age limits',
    category: 'accounts',
    keywords: [
      'age limit',
      'child account',
      'teenager',
      'under 18',
      'how old',
      'minimum age',
      'pocket money',
      'student',
    ],
    bodyHtml: `<ul><li><strong>From birth:</strong> a savings account, opened and run by a parent.</li><li><strong>From 6:</strong> a pocket money card. The parent sees it, sets limits, and can freeze it.</li><li><strong>From 11:</strong> a youth account with app, card and account number. No overdraft, no gambling, no fees.</li><li><strong>From 16:</strong> opened alone, without a parent's signature.</li><li><strong>From 18:</strong> everything else, credit included, subject to the usual checks.</li></ul>
<p>A youth account becomes an adult account on the eighteenth birthday; number and card stay, the parent's view ends that morning. We warn both of you a month before.</p>
<p>To open one for a child, you need your own Northquay account, the child's birth certificate or passport, and proof that you are the parent or guardian if your surnames differ. Students over 18 can ask for an overdraft without interest for as long as they study.</p>`,
    daysAgo: 200,
  },
  {
    slug: 'close-account',
    source: 'article',
    title: 'Close your account',
    category: 'accounts',
    keywords: ['close account', 'terminate account', 'leave', 'delete account', 'cancel account', 'goodbye'],
    bodyHtml: `<p>We are sorry, and we will make it easy.</p>
<ol><li>Pay back an overdraft, or bring the balance to where you want it sent.</li><li>Move direct debits and your salary. If you go to another bank, let <em>them</em> switch it: everything moves in seven working days and this account closes by itself.</li><li>Otherwise choose <strong>Account</strong>, <strong>Close account</strong>, and say where the remaining money should go.</li></ol>
<p>It is closed within two working days. Download your <a href="/help/statements">statements</a> first; they stay readable for a year, and on request for seven. Cards stop at once. A refund that arrives later is forwarded for thirteen months.</p>
<p>Closing is free. Fixed savings and loans are separate contracts and stay until they end. If something went wrong between us, tell us in a case before you go: you may still go, but we would like to have mended it.</p>`,
    daysAgo: 66,
  },
  {
    slug: 'switch-to-northquay',
    source: 'article',
    title: 'Switch your account to us',
    category: 'accounts',
    keywords: [
      'switch',
      'move account',
      'change bank',
      'switching service',
      'transfer account',
      'salary',
      'seven days',
    ],
    bodyHtml: `<p>The switching service moves everything in <strong>seven working days</strong>: balance, salary, direct debits, standing orders and saved payees. You choose the day.</p>
<ol><li>Open an account with us, or pick the one you have.</li><li>Choose <strong>Switch to this account</strong> and give the number of the old one and its card.</li><li>Choose a day. Keep enough in the old account until then.</li></ol>
<p>Afterwards payments sent to the old number are redirected for three years. If anything goes astray because of the switch, we refund the charges and the interest it cost you.</p>
<p>What does not move: card subscriptions (they use the card number, so change it with each shop), joint accounts to a single name, and accounts with an overdraft larger than we have agreed with you. A partial switch moves the payments and leaves the old account open.</p>`,
    daysAgo: 240,
  },
  {
    slug: 'bereavement',
    source: 'article',
    title: 'When a customer has died',
    category: 'accounts',
    keywords: ['death', 'died', 'bereavement', 'executor', 'probate', 'deceased', 'estate', 'funeral'],
    bodyHtml: `<p>We are sorry for your loss. You need to tell us only once, and one person stays with you until it is settled.</p>
<ol><li>Call <strong>01632 960 140</strong>, visit a branch, or open a case under <em>Accounts</em>. You need the name, the date of birth and, when you have it, the death certificate.</li><li>We stop payments from the sole accounts on that day, so that nothing is lost. Joint accounts continue in the survivor's name.</li><li>We write within three working days with every balance and what is needed next.</li></ol>
<p>The funeral, probate fees and inheritance tax can be paid straight from the account before probate is granted: send us the invoice. Up to £50,000 in all we release the money without probate, against a signed form. There are no fees, overdraft interest stops on the day of death, and letters addressed to them stop as soon as we know.</p>`,
    daysAgo: 330,
  },
  {
    slug: 'power-of-attorney',
    source: 'article',
    title: 'Bank for somebody else',
    category: 'accounts',
    keywords: [
      'power of attorney',
      'third party',
      'carer',
      'help parent',
      'lpa',
      'authorise someone',
      'act for someone',
    ],
    bodyHtml: `<p>There are three ways to help somebody with their money. Sharing their passcode is not one of them.</p>
<ul><li><strong>A carer's card</strong> with a limit of up to £200 a week. They order it, you carry it, and neither of you needs a lawyer.</li><li><strong>A third-party mandate:</strong> you may see and pay, for as long as they can decide for themselves. Both sign one form, in the app or at a branch.</li><li><strong>A lasting power of attorney:</strong> continues when they can no longer decide. Give us the access code of the registered document; the paper is not needed.</li></ul>
<p>Registration takes five working days. You then sign in as yourself and switch between people at the top of the app. Each attorney has their own card. We keep both sets of money apart, and write to the person about what was done unless the document says otherwise.</p>`,
    daysAgo: 365,
  },
];
