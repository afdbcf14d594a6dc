import type { ContentArticle } from '../types';

/** Answers about transfers, direct debits, standing orders and charges that look wrong. */
export const paymentArticles: ContentArticle[] = [
  {
    slug: 'transfer-pending',
    source: 'article',
    title: 'My transfer is pending',
    category: 'payments',
    keywords: [
      'pending transfer',
      'transfer pending',
      'not arrived',
      'transfer timing',
      'how long',
      'still processing',
    ],
    bodyHtml: `<p>Most transfers inside the country arrive within two hours, usually within two minutes. A transfer that says <strong>Pending</strong> is in one of three places:</p>
<ul><li><strong>Waiting for its date.</strong> Scheduled payments leave just after midnight on the day you chose.</li><li><strong>Being checked.</strong> About one in two hundred is looked at by a person. If we need anything from you, the app asks.</li><li><strong>With the other bank.</strong> We have sent it and wait for their answer, at most until the end of the next working day.</li></ul>
<p>Tap the transfer to see which one it is. While it says <strong>Waiting</strong> you can cancel it; after that you cannot. Please do not send it again in the meantime: two payments then arrive, and getting one back depends on the goodwill of the person who received it. If it is still pending after one working day, open a case and give us the amount and the day.</p>`,
    daysAgo: 22,
  },
  {
    slug: 'transfer-returned',
    source: 'article',
    title: 'My transfer came back',
    category: 'payments',
    keywords: [
      'reverted transfer',
      'returned payment',
      'transfer failed',
      'money came back',
      'reversed',
      'bounced',
      'failed transfer',
    ],
    bodyHtml: `<p>A returned transfer comes back under the name <strong>RETURN</strong> with a short reason from the other bank. The money is yours again at once; nothing more will be taken.</p>
<ul><li><strong>Account closed</strong> or <strong>no such account</strong>: ask the person for their present details. One wrong digit is enough.</li><li><strong>Name does not match</strong>: some banks refuse when the name differs. Copy it as it stands on their statement. See <a href="/help/confirmation-of-payee">checking the name</a>.</li><li><strong>Reference missing</strong>: credit card companies and savings accounts often insist on a reference.</li><li><strong>Account cannot accept payments</strong>: fixed savings and some mortgage accounts take money only from a named account.</li></ul>
<p>Money that comes back from abroad may be a little less than what you sent, because banks on the way keep their fee, and the exchange rate on the way back is that day's. We do not charge for the return ourselves.</p>`,
    daysAgo: 88,
  },
  {
    slug: 'sent-to-wrong-account',
    source: 'article',
    title: 'I sent money to the wrong account',
    category: 'payments',
    keywords: [
      'wrong account',
      'wrong person',
      'sent by mistake',
      'cancel transfer',
      'recall payment',
      'typo',
      'get money back',
    ],
    bodyHtml: `<p>Tell us as soon as you notice; hours matter more than paperwork.</p>
<ol><li>Open the payment in the app and choose <strong>Sent to the wrong account</strong>. If it has not left yet, this cancels it.</li><li>If it has left, we ask the other bank for it on the same working day.</li><li>The other bank writes to its customer, who has fifteen working days to answer.</li></ol>
<p>We cannot take the money back without that person's consent, and neither can their bank. Most people are decent about it: in four cases out of five the money returns within three weeks. If they refuse, we give you what the rules allow us to give about them, so that you can claim it in court.</p>
<p>If you were <strong>tricked</strong> into sending it, this is not a mistake but a fraud, and other, faster rules apply: see <a href="/help/report-fraud">report a fraud</a>.</p>`,
    daysAgo: 54,
  },
  {
    slug: 'confirmation-of-payee',
    source: 'article',
    title: 'When the name does not match',
    category: 'payments',
    keywords: [
      'name does not match',
      'confirmation of payee',
      'payee check',
      'name check',
      'new payee',
      'beneficiary not allowed',
    ],
    bodyHtml: `<p>Before you pay somebody new, we ask their bank whether the name belongs to the number. There are four answers.</p>
<ul><li><strong>Match:</strong> carry on.</li><li><strong>Close match:</strong> we show you the name on the account. If it is Elizabeth and you typed Liz, carry on.</li><li><strong>No match:</strong> stop and ask them, by a telephone number you already had. An invoice whose account number changed by email is the commonest fraud against small firms.</li><li><strong>Could not be checked:</strong> their bank did not answer. Try in an hour or send £1 first.</li></ul>
<p>You may pay despite a mismatch, and we will say clearly that you do so at your own risk. Companies often have an account name quite unlike the name above the shop; their invoices should state it. A refusal that says the payee is not allowed means that country or account type cannot be paid from your account.</p>`,
    daysAgo: 143,
  },
  {
    slug: 'transfer-limits',
    source: 'article',
    title: 'Transfer limits',
    category: 'payments',
    keywords: [
      'transfer limit',
      'daily limit',
      'maximum payment',
      'large transfer',
      'house deposit',
      'payment limit',
      'send more',
    ],
    bodyHtml: `<p>How much you can send in a day depends on where you are standing.</p>
<ul><li>In the app: <strong>£10,000</strong> to new payees, £25,000 to people you have paid before</li><li>In the browser with your code: <strong>£25,000</strong></li><li>By telephone: <strong>£50,000</strong></li><li>In a branch with an identity document: up to what is in the account</li></ul>
<p>Between your own Northquay accounts there is no limit. Business accounts have their own, and may ask for a second person: see <a href="/help/business-approvals">two people for one payment</a>.</p>
<p><strong>Buying a house?</strong> Tell us a day ahead. We note it, so that no check stops it at ten to four on completion day, and send it as a same-day payment for £20. Please confirm your solicitor's account number with them by telephone, never from an email.</p>`,
    daysAgo: 176,
  },
  {
    slug: 'direct-debit-cancel',
    source: 'article',
    title: 'Set up, change or cancel a direct debit',
    category: 'payments',
    keywords: ['direct debit', 'cancel direct debit', 'change date', 'subscription', 'membership', 'gym'],
    bodyHtml: `<p>A direct debit is a permission you give to a company. You set it up with the company, not with us; it appears under <strong>Payments</strong>, <strong>Regular</strong>, once they have told us.</p>
<p><strong>To cancel:</strong> open it, choose <strong>Cancel</strong>, and do so at least one working day before the next collection. Tell the company as well: cancelling the payment does not end the contract, as many former members of gymnasiums have found.</p>
<p><strong>To change the day or the amount:</strong> ask the company. They must tell you at least ten working days before either changes, unless you agreed on less.</p>
<p>When you <a href="/help/switch-to-northquay">switch your account</a> to us, direct debits move on their own. If the wrong sum was taken, you have the right to an immediate refund: see <a href="/help/direct-debit-refund">direct debit refund</a>.</p>`,
    daysAgo: 29,
  },
  {
    slug: 'direct-debit-refund',
    source: 'article',
    title: 'A direct debit I do not recognise',
    category: 'payments',
    keywords: [
      'direct debit not recognised',
      'direct debit refund',
      'indemnity',
      'wrong direct debit',
      'taken twice',
      'guarantee',
    ],
    bodyHtml: `<p>If a company takes the wrong amount, on the wrong day, twice, or without your permission, we refund it in full and at once. That is the Direct Debit Guarantee and it has no time limit.</p>
<ol><li>Look at the name. Many firms collect under the name of a parent company or a collection agency; searching for the reference usually solves the riddle.</li><li>Still strange? Open the payment and choose <strong>Claim refund</strong>.</li><li>Choose the reason. The money is in your account the same day.</li><li>Cancel the instruction too if you want no more of it.</li></ol>
<p>The company may contest the claim within fourteen working days. If it shows that the collection was right, we have to take the refund back, and we write to you before we do. For payments made with a card number rather than a direct debit, see <a href="/help/dispute-a-charge">dispute a charge</a>.</p>`,
    daysAgo: 101,
  },
  {
    slug: 'standing-order',
    source: 'article',
    title: 'Standing orders',
    category: 'payments',
    keywords: [
      'standing order',
      'regular payment',
      'rent',
      'monthly payment',
      'recurring transfer',
      'change standing order',
    ],
    bodyHtml: `<p>A standing order is a transfer that repeats: rent, pocket money, your own savings. You decide amount and day, and only you can change them.</p>
<ol><li>Choose <strong>Payments</strong>, <strong>Regular</strong>, <strong>New standing order</strong>.</li><li>Pick who, how much, how often and, if you like, an end date.</li><li>Confirm with your passcode.</li></ol>
<p>It leaves just after midnight. When the day falls on a weekend or a bank holiday, it goes on the <strong>next working day</strong>; landlords who count on the first of the month are best paid on the 28th.</p>
<p>If the account has too little at midnight we try again at 2 pm. After that the payment is skipped, not postponed, and we tell you. There is no charge for that. Change or cancel until 11 pm the evening before. A pause for a month or two is under <strong>More</strong>.</p>`,
    daysAgo: 190,
  },
  {
    slug: 'wrong-amount-charged',
    source: 'article',
    title: 'I was charged the wrong amount',
    category: 'payments',
    keywords: [
      'wrong amount',
      'overcharged',
      'extra charge',
      'charged more',
      'incorrect amount',
      'tip',
      'deposit',
      'extra £1',
    ],
    bodyHtml: `<p>First see whether the payment is still <strong>pending</strong>. A pending amount is a reservation, and shops often reserve something other than the price:</p>
<ul><li>Fuel pumps reserve up to £120 and settle the true sum within a few hours.</li><li>Hotels and car hire reserve a deposit; it disappears within ten days of your leaving.</li><li>Parking, trams and app shops test with £1 or less, then let it go.</li><li>Abroad the amount changes a little when the day's rate is set.</li></ul>
<p>If the payment is complete and wrong, ask the shop first, with the receipt. They can correct it in a day, which is quicker than any bank. No luck? Open the payment, choose <strong>Wrong amount</strong> and add a photograph of the receipt. We take it up with the shop's bank; see <a href="/help/dispute-a-charge">dispute a charge</a>.</p>`,
    daysAgo: 58,
  },
  {
    slug: 'charged-twice',
    source: 'article',
    title: 'I was charged twice',
    category: 'payments',
    keywords: [
      'charged twice',
      'duplicate',
      'double charge',
      'transaction charged twice',
      'paid twice',
      'two payments',
    ],
    bodyHtml: `<p>Two lines do not always mean two payments. Look at the small word beneath the amount.</p>
<ul><li><strong>One pending, one complete:</strong> the pending one is a reservation that the shop forgot to release. It falls away by itself within seven days.</li><li><strong>Both pending:</strong> wait for the end of the next working day. One of them usually vanishes.</li><li><strong>Both complete:</strong> now it is two payments. Ask the shop for a refund; if they do not answer within three days, tell us.</li></ul>
<p>To tell us, open the second payment, choose <strong>Charged twice</strong>, and confirm that you bought only once. A receipt helps but is not required. For debit cards we credit you while we investigate, normally within one working day. Online shops that show an error message and then charge are the most frequent offenders: check your email for two confirmations before you press the button again.</p>`,
    daysAgo: 37,
  },
  {
    slug: 'dispute-a-charge',
    source: 'article',
    title: 'Dispute a card charge',
    category: 'payments',
    keywords: [
      'dispute',
      'chargeback',
      'not recognised',
      'unknown charge',
      'goods not received',
      'faulty',
      'card payment not recognised',
    ],
    bodyHtml: `<p>You can dispute a card payment when you did not make it, when what you paid for never came, came broken, or was cancelled, and when a refund that was promised did not appear.</p>
<ol><li>Ask the seller first, in writing. We need their answer, or the silence.</li><li>Open the payment in the app, choose <strong>Something is wrong</strong> and pick the reason that fits.</li><li>Add what you have: order, messages, photographs, tracking number.</li></ol>
<p>You have <strong>120 days</strong> from the day of the payment, or from the day delivery was due. Payments you did not make at all are refunded by the end of the next working day; the other kinds take four to eight weeks, since the seller may reply. Something bought with our credit card for more than £100 has stronger protection still. If you see a payment you do not know at all, <a href="/help/freeze-card">freeze the card</a> before you do anything else.</p>`,
    daysAgo: 15,
  },
  {
    slug: 'refund-not-arrived',
    source: 'article',
    title: 'A refund has not arrived',
    category: 'payments',
    keywords: [
      'refund',
      'refund not showing',
      'refund missing',
      'returned goods',
      'money back',
      'request refund',
    ],
    bodyHtml: `<p>A shop that says it has refunded you has told its own bank; the money then takes <strong>three to seven working days</strong>. Until it is here we cannot see it.</p>
<ul><li>Look at the account the card belongs to, around the <strong>date of the purchase</strong>: some shops simply withdraw the original payment, so that it vanishes instead of coming back.</li><li>Refunds to a replaced or deleted card still arrive; we redirect them.</li><li>Refunds in foreign currency use the rate of the refund day, so the sum can differ from the purchase.</li></ul>
<p>After ten working days ask the shop for the <strong>acquirer reference number</strong>, twenty-three digits that identify the refund. Send it to us in a case and we can usually find it in a day. If the shop only gave you a voucher, or a promise, see <a href="/help/dispute-a-charge">dispute a charge</a>.</p>`,
    daysAgo: 69,
  },
  {
    slug: 'international-transfer',
    source: 'article',
    title: 'Send money abroad',
    category: 'payments',
    keywords: [
      'international transfer',
      'swift',
      'iban',
      'send money abroad',
      'foreign transfer',
      'bic',
      'overseas',
    ],
    bodyHtml: `<p>Choose <strong>Payments</strong>, <strong>Abroad</strong>, then the country. The app asks for what that country wants: an IBAN in Europe, a routing number in the United States, an address nearly everywhere.</p>
<ul><li>Euros inside Europe: the same day before 2 pm, no fee</li><li>Other currencies: one to four working days, <strong>£5</strong></li><li>Exchange rate: the market's middle rate plus 0.5 %, shown before you confirm</li></ul>
<p>Choose who bears the other banks' charges. <strong>Shared</strong> is usual: the person may receive a little less. <strong>All mine</strong> costs £15 and they receive the full sum, which landlords and universities tend to insist on.</p>
<p>We ask what the payment is for. It is a legal duty and not curiosity; “invoice 2210” is a good answer, “stuff” is not, and delays the payment. Tracking is under the payment itself, with each bank it passes.</p>`,
    daysAgo: 46,
  },
  {
    slug: 'receive-from-abroad',
    source: 'article',
    title: 'Receive money from abroad',
    category: 'payments',
    keywords: [
      'iban',
      'bic',
      'swift code',
      'receive money',
      'incoming transfer',
      'receiving money',
      'from abroad',
      'salary',
    ],
    bodyHtml: `<p>Give the sender your <strong>IBAN</strong> and our <strong>BIC</strong>. Both are under <strong>Account</strong>, <strong>Details for payments</strong>, with a button to copy or send them. Do not type them by hand if you can help it.</p>
<p>Receiving is free. If the money comes in another currency we change it at the middle rate plus 0.5 % on the day it arrives, or leave it as it is when you hold an account in that currency.</p>
<p>Not there yet?</p>
<ol><li>Ask the sender for the payment's tracking number (UETR) or the SWIFT copy.</li><li>Give it to us in a case. With it we can see where the money sleeps.</li><li>Without it we can only wait, as the payment is invisible to us until it arrives.</li></ol>
<p>Payments in dollars often pass through two other banks, and each may keep up to £15. A question from us about where the money comes from is routine: a contract or payslip answers it.</p>`,
    daysAgo: 130,
  },
  {
    slug: 'pay-in-cheque',
    source: 'article',
    title: 'Pay in a cheque',
    category: 'payments',
    keywords: [
      'cheque',
      'check',
      'pay in cheque',
      'cheque deposit',
      'cheque not cleared',
      'photo cheque',
      'cash or cheque',
    ],
    bodyHtml: `<p>Cheques are rarer than they were, but aunts still write them. Photograph it in the app: <strong>Pay in</strong>, <strong>Cheque</strong>, front and back, on a dark table.</p>
<ul><li>Paid in by <strong>4 pm on a working day</strong>, it is in your account by midnight of the next working day.</li><li>The app takes cheques up to £2,000, and £5,000 a day in all. Larger ones go to a branch or by post.</li><li>Write your account number on the back, and keep the cheque until the money is there. Then tear it up.</li></ul>
<p>Refused? The commonest reasons are a corner missing from the picture, a date older than six months, and words that disagree with figures. Only the person who wrote it can mend the last two. Cheques in foreign currencies take six weeks and cost £12; ask for a transfer instead if you are able to.</p>`,
    daysAgo: 280,
  },
];
