import type { ContentArticle } from '../types';

/** Answers for companies and clubs. */
export const businessArticles: ContentArticle[] = [
  {
    slug: 'business-users',
    source: 'article',
    title: 'Give colleagues access',
    category: 'business',
    keywords: [
      'business user',
      'add user',
      'colleague',
      'permissions',
      'accountant access',
      'administrator',
      'remove user',
    ],
    bodyHtml: `<p>Nobody should share a sign-in. An administrator invites colleagues under <strong>Business</strong>, <strong>People</strong>, <strong>Invite</strong>; they install the app and prove who they are, which takes five minutes.</p>
<ul><li><strong>Reader:</strong> sees balances and documents. Right for most accountants.</li><li><strong>Preparer:</strong> enters payments, which somebody else releases.</li><li><strong>Approver:</strong> releases payments up to a limit you choose.</li><li><strong>Administrator:</strong> all of it, and invites others.</li></ul>
<p>Rights are given per account. They can end on a date, which is kind to auditors and summer helpers alike. When somebody leaves, choose <strong>Remove</strong>: their sessions and cards stop within a minute, and payments they had prepared wait for another. The last administrator cannot be removed; appoint the successor first, or send us the board's decision.</p>`,
    daysAgo: 57,
  },
  {
    slug: 'business-approvals',
    source: 'article',
    title: 'Two people for one payment',
    category: 'business',
    keywords: [
      'approval',
      'second approver',
      'dual control',
      'approve payment',
      'four eyes',
      'waiting for approval',
    ],
    bodyHtml: `<p>Under <strong>Business</strong>, <strong>Rules</strong> an administrator decides from which amount a second person has to agree: per payment, per day, or only for payees never paid before.</p>
<p>The approver gets a notification, opens the app, <strong>switches to the company</strong> at the top, and sees the payment with its documents. Approve or send back with a reason. What is not approved within seven days expires and nothing is paid.</p>
<ul><li>Whoever prepared or last edited a payment cannot approve it.</li><li>A payment file counts as one payment. Approvers can open every line.</li><li>Changing the rule itself always needs two people, or one and a telephone call with us.</li></ul>
<p>Away? Appoint a deputy with a beginning and an end. <strong>Test a payment</strong> shows beforehand what a rule will do.</p>`,
    daysAgo: 139,
  },
  {
    slug: 'business-cards',
    source: 'article',
    title: 'Cards for your team',
    category: 'business',
    keywords: [
      'business card',
      'company card',
      'employee card',
      'expenses',
      'receipts',
      'extra card',
      'spending limit',
    ],
    bodyHtml: `<p>An administrator orders a card for anybody on the team under <strong>Business</strong>, <strong>Cards</strong>. The person needs no account with us, only the app and a face.</p>
<ul><li>Limits per month, per payment and per kind of shop: fuel for the driver, no aeroplanes.</li><li>Plastic costs £3 a month, virtual cards nothing.</li><li>After each payment the app asks for the receipt. Photograph it and it is attached to the line in your bookkeeping export.</li></ul>
<p>Somebody leaves? Remove them and the card stops at once; subscriptions charged to it are listed, so that you can move them. The company is liable for what its cards spend, and a lost one must be reported by whoever notices: every administrator can freeze every card. Three receipts missing for thirty days pause a card, if you wish it so.</p>`,
    daysAgo: 194,
  },
  {
    slug: 'business-fees',
    source: 'article',
    title: 'What business banking costs',
    category: 'business',
    keywords: [
      'business fees',
      'business price list',
      'monthly fee',
      'cash fee',
      'company account cost',
      'charity account',
    ],
    bodyHtml: `<p>Two plans, and you may change between them every month.</p>
<ul><li><strong>Skiff, £0 a month:</strong> twenty payments free, then 25p each. Cash 0.8 %. Two users.</li><li><strong>Ketch, £12 a month:</strong> two hundred payments free, then 15p each. Cash 0.5 %. Any number of users, approval rules, payment files.</li></ul>
<p>Card terminals cost 1.1 % of what they take from domestic cards, and 1.9 % from others; no rent. Payouts are daily and free. Payments between Northquay accounts never count.</p>
<p>Charities and clubs with a turnover under £100,000 have Ketch for nothing: send us the statutes and the minutes that name the officers. The monthly invoice is under <strong>Documents</strong>, with VAT where there is any, and lists each fee with its day. Something on it that you do not understand? Ask; unclear lines are our fault.</p>`,
    daysAgo: 164,
  },
  {
    slug: 'card-terminal',
    source: 'article',
    title: 'Card terminals and payouts',
    category: 'business',
    keywords: [
      'terminal',
      'card reader',
      'payout',
      'settlement',
      'takings',
      'terminal offline',
      'refund customer',
    ],
    bodyHtml: `<p>Takings up to your cut-off, 11 pm unless you chose otherwise, are paid out on the next working day in one sum. The report under <strong>Documents</strong>, <strong>Card takings</strong> shows every sale, fee and deduction.</p>
<p>A payout is missing or short?</p>
<ol><li>Was the terminal online at closing time? If not, choose <strong>Menu</strong>, <strong>Send stored payments</strong>.</li><li>Look at page two of the report for chargebacks.</li><li>Compare the cut-off with your calendar day.</li></ol>
<p>Offline it stores sales up to £50 each for twenty-four hours, at your risk. To refund a customer choose <strong>Menu</strong>, <strong>Refund</strong> and use the <em>same</em> card; never pay cash back for a card sale. A terminal that will not start is replaced by courier the next day: open a case with the number on its underside.</p>`,
    daysAgo: 48,
  },
];
