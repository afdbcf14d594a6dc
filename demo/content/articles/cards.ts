import type { ContentArticle } from '../types';

/** Answers about debit, credit and virtual cards. */
export const cardArticles: ContentArticle[] = [
  {
    slug: 'card-not-arrived',
    source: 'article',
    title: 'My card has not arrived',
    category: 'cards',
    keywords: [
      'card not arrived',
      'card delivery',
      'new card',
      'post',
      'where is my card',
      'still waiting',
      'track card',
    ],
    bodyHtml: `<p>A new or replacement card takes <strong>three to five working days</strong> by ordinary post. Cards travel in a plain white envelope with no logo, so it is worth a second look through the pile by the door.</p>
<h2>If it has been longer than five working days</h2>
<ol><li>In the app, open <strong>Cards</strong> and choose the card. The address it was sent to is printed under the picture.</li><li>If the address is wrong, <a href="/help/change-address">change your address</a> first, otherwise the next card goes the same way.</li><li>Choose <strong>It has not arrived</strong>. We cancel the old one and post another the same day.</li></ol>
<p>Nobody can spend on a card that was never activated. Meanwhile you can pay with a <a href="/help/virtual-card">virtual card</a>, which is ready in about a minute.</p>`,
    daysAgo: 41,
  },
  {
    slug: 'activate-card',
    source: 'article',
    title: 'Activate a new card',
    category: 'cards',
    keywords: ['activate card', 'activation', 'new card', 'card not working', 'first use', 'switch on card'],
    bodyHtml: `<p>A new card is asleep until you wake it. There are three ways, and any one of them will do.</p>
<ul><li><strong>In the app:</strong> open <strong>Cards</strong>, choose <strong>Activate</strong> and type the last four digits.</li><li><strong>At a cash machine:</strong> check your balance or take out cash with your PIN.</li><li><strong>In a shop:</strong> make one payment with chip and PIN.</li></ul>
<p>Contactless starts working after the first payment with a PIN; the chip needs to be introduced to you before it trusts you.</p>
<p>A renewed card keeps its old PIN. A replacement for a lost or stolen card has a new number, so subscriptions need it; the old card stops the moment the new one is activated. If the app says the card cannot be activated, the card is most likely from an older order that we have since cancelled: use the one that arrived last.</p>`,
    daysAgo: 120,
  },
  {
    slug: 'lost-or-stolen-card',
    source: 'article',
    title: 'Lost or stolen card',
    category: 'cards',
    keywords: [
      'lost card',
      'stolen card',
      'card stolen',
      'missing wallet',
      'block card',
      'cancel card',
      'theft',
    ],
    bodyHtml: `<p>If it may only be in the other coat, <a href="/help/freeze-card">freeze it</a>: nothing goes through, and you can thaw it in a second. If it is gone, cancel it.</p>
<ol><li>In the app: <strong>Cards</strong>, choose the card, <strong>Lost or stolen</strong>. It stops immediately and a new one is posted.</li><li>Without the app: call <strong>01632 960 100</strong>, day or night, from any phone. Keep your sort code or date of birth to hand.</li><li>Look through your recent payments and mark any that are not yours. We investigate each of them and you owe nothing for payments made after you told us.</li></ol>
<p>If your phone went with it, tell us that too; we sign it out of your account from our side. A theft should also be reported to the police where it happened. Ask for a reference number, your travel insurer will want it.</p>`,
    daysAgo: 33,
  },
  {
    slug: 'freeze-card',
    source: 'article',
    title: 'Freeze and unfreeze a card',
    category: 'cards',
    keywords: ['freeze card', 'unfreeze', 'pause card', 'misplaced card', 'temporary block', 'found my card'],
    bodyHtml: `<p>Freezing is for cards that are probably under the sofa. Open <strong>Cards</strong>, choose the card and slide <strong>Freeze</strong>. To use it again, slide it back. There is no limit to how often and no fee.</p>
<h2>What a frozen card still does</h2>
<ul><li>Direct debits and standing orders are taken from the account, not the card, so they <strong>continue</strong>.</li><li>Refunds still arrive.</li><li>Payments you agreed before the freeze, such as a hotel deposit, can still be completed by the shop.</li></ul>
<h2>What it refuses</h2>
<p>New payments in shops and online, cash machines, and subscriptions charged to the card number. A subscription that was refused usually tries again within two days. If the card has not turned up after a week, <a href="/help/lost-or-stolen-card">report it lost</a> and we send a new one.</p>`,
    daysAgo: 210,
  },
  {
    slug: 'see-or-change-pin',
    source: 'article',
    title: 'See, change or unblock your PIN',
    category: 'cards',
    keywords: [
      'pin',
      'forgot pin',
      'change pin',
      'pin blocked',
      'wrong pin',
      'unblock pin',
      'passcode for card',
    ],
    bodyHtml: `<p><strong>Forgotten it?</strong> Open <strong>Cards</strong>, choose the card, then <strong>Show PIN</strong>. After your passcode or fingerprint we show it for ten seconds. We never send a PIN by text or email, and nobody from the bank will ask you for it.</p>
<p><strong>Change it:</strong> at any Northquay cash machine, and at most machines of other banks, choose <strong>PIN services</strong>. Avoid birthdays, 1234 and the year of anything.</p>
<p><strong>Blocked after three wrong attempts?</strong></p>
<ol><li>Look up the right PIN in the app.</li><li>Put the card into a cash machine and choose <strong>Unblock PIN</strong>.</li><li>Type the right PIN once. Chip payments work again at once; contactless after the next chip payment.</li></ol>
<p>Abroad, machines often cannot unblock a PIN. Use your phone to pay instead until you are back, or ask us for a replacement card by courier.</p>`,
    daysAgo: 77,
  },
  {
    slug: 'contactless-not-working',
    source: 'article',
    title: 'Contactless is not working',
    category: 'cards',
    keywords: ['contactless', 'tap to pay', 'tap not working', 'card reader', 'nfc', 'asks for pin'],
    bodyHtml: `<p>Most of the time the card is fine and merely wants to see your PIN. After five taps in a row, or £300 in total, the next payment has to be made with <strong>chip and PIN</strong>. After that tapping works again.</p>
<p>If it has never worked:</p>
<ul><li>Make one payment with chip and PIN. New cards need it.</li><li>Check <strong>Cards</strong>, <strong>Controls</strong>, <strong>Contactless</strong> in the app; somebody may have switched it off for safety, possibly you.</li><li>Tap the card alone. Two cards in one wallet confuse the reader.</li></ul>
<p>One payment can be at most £100 by card. Paying with your phone has no such limit, because your phone asks for your face or fingerprint. If the card fails in three different shops while the chip works, the antenna is broken: order a replacement in the app, free of charge.</p>`,
    daysAgo: 152,
  },
  {
    slug: 'declined-payment',
    source: 'article',
    title: 'Why was my card declined?',
    category: 'cards',
    keywords: [
      'declined',
      'card declined',
      'payment refused',
      'payment failed',
      'not accepted',
      'rejected',
      'declined card payment',
    ],
    bodyHtml: `<p>Open <strong>Payments</strong> in the app and tap the refused payment: the reason is written there in plain words. The usual ones:</p>
<ul><li><strong>Not enough money available.</strong> Pending payments count, so the balance can be smaller than it looks.</li><li><strong>Wrong details.</strong> An old expiry date or address saved with the shop is the most common cause online.</li><li><strong>Your own settings.</strong> Online, abroad, gambling or contactless may be switched off under <strong>Controls</strong>.</li><li><strong>A limit.</strong> See <a href="/help/card-limits">card limits</a>.</li><li><strong>Our fraud check.</strong> We send a question to your phone; answer <strong>Yes, it was me</strong> and pay again.</li></ul>
<p>If the app shows no refused payment at all, the request never reached us and only the shop can say why. Try once more with chip and PIN, and then another shop. Hotels, car hire and fuel pumps reserve more than the final price, which can use up what is available.</p>`,
    daysAgo: 18,
  },
  {
    slug: 'virtual-card',
    source: 'article',
    title: 'Virtual cards',
    category: 'cards',
    keywords: [
      'virtual card',
      'disposable card',
      'online card',
      'card number without plastic',
      'get virtual card',
      'subscription card',
    ],
    bodyHtml: `<p>A virtual card is a card number without the plastic. Use it online or add it to your phone and pay in shops.</p>
<ol><li>Open <strong>Cards</strong> and choose <strong>New virtual card</strong>.</li><li>Choose <strong>Standing</strong>, which keeps its number, or <strong>One-time</strong>, which forgets its number after one payment.</li><li>Give it a monthly limit if you like, and a name you will recognise in a year.</li></ol>
<p>You can have five at once, free of charge. One-time cards do not suit subscriptions, hotels or car hire: the second charge is refused, which is rather the point of them.</p>
<p>A refund to a virtual card you have deleted still reaches your account. Virtual cards cannot be used at cash machines, and shops that ask to see the card you paid with will not be impressed by a telephone; for tickets to be collected, use the ordinary card.</p>`,
    daysAgo: 64,
  },
  {
    slug: 'card-limits',
    source: 'article',
    title: 'Card limits and how to change them',
    category: 'cards',
    keywords: [
      'limit',
      'card limit',
      'spending limit',
      'daily limit',
      'raise limit',
      'increase limit',
      'cash limit',
    ],
    bodyHtml: `<p>Every card comes with these limits per calendar day:</p>
<ul><li>Cash machines: <strong>£500</strong>, at most £1,000</li><li>Shops and online together: <strong>£5,000</strong>, at most £15,000</li><li>One contactless payment: <strong>£100</strong></li></ul>
<p>Lower any of them at once under <strong>Cards</strong>, <strong>Controls</strong>, <strong>Limits</strong>. Raising one takes effect after twelve hours, so that a thief with your phone has a long wait; if you are standing at the till of a car dealer, call us and we do it after a few questions.</p>
<p>For accounts of customers under 18 the limits are £150 cash and £500 spending, and a parent sets them. Business cards have limits per cardholder, set by the account's administrator: see <a href="/help/business-cards">cards for your team</a>. The limits for bank transfers are separate and described in <a href="/help/transfer-limits">transfer limits</a>.</p>`,
    daysAgo: 95,
  },
  {
    slug: 'card-about-to-expire',
    source: 'article',
    title: 'My card is about to expire',
    category: 'cards',
    keywords: [
      'card expired',
      'card about to expire',
      'renew card',
      'expiry date',
      'replacement card',
      'card expires',
    ],
    bodyHtml: `<p>A card is valid until the <strong>last day</strong> of the month printed on it. The new one leaves us about three weeks earlier, without your asking, provided the card was used at least once in the past year.</p>
<ul><li>The number and the PIN stay the same; the expiry date and the three digits on the back change.</li><li>Most large shops and streaming services receive the new date from us automatically. Smaller ones will write to you; check that the message is theirs before typing anything.</li><li>Cards in your phone's wallet update themselves overnight.</li></ul>
<p>Moving house soon? <a href="/help/change-address">Change your address</a> at least a month before the expiry date. If the month has begun and nothing has arrived, follow <a href="/help/card-not-arrived">my card has not arrived</a>. Cut the old card through the chip before you throw it away.</p>`,
    daysAgo: 260,
  },
  {
    slug: 'card-kept-by-machine',
    source: 'article',
    title: 'A cash machine kept my card',
    category: 'cards',
    keywords: ['card swallowed', 'atm ate card', 'cash machine kept card', 'card retained', 'card stuck'],
    bodyHtml: `<p>Freeze the card in the app before you walk away. Machines keep cards for dull reasons, mostly a slow hand or a power cut, but a device fitted by a thief can look exactly the same.</p>
<ol><li>Do not accept help from anyone standing nearby, and do not type your PIN again.</li><li>If the machine belongs to a branch that is open, go in and ask. With an identity document they may hand it back.</li><li>Otherwise <a href="/help/lost-or-stolen-card">report the card lost</a>. Machines of other banks destroy cards; they do not send them home.</li></ol>
<p>If it kept your card <strong>and</strong> your cash, note the time and the number on the machine and see <a href="/help/cash-not-dispensed">the machine did not give me my money</a>. Until the new card comes, a <a href="/help/virtual-card">virtual card</a> on your phone works in shops, and branches can pay out cash against your passport.</p>`,
    daysAgo: 310,
  },
  {
    slug: 'phone-wallet',
    source: 'article',
    title: 'Pay with your phone or watch',
    category: 'cards',
    keywords: [
      'apple pay',
      'google pay',
      'phone wallet',
      'mobile pay',
      'watch',
      'add card to phone',
      'wallet not working',
    ],
    bodyHtml: `<p>Open <strong>Cards</strong>, choose a card and <strong>Add to phone</strong>. It takes a minute, and works with a card that is still in the post.</p>
<p>If adding fails:</p>
<ul><li>The phone needs a screen lock. Without one the wallet refuses any card.</li><li>Check that the phone number we have is current; the code goes there. See <a href="/help/change-phone-or-email">change your phone number or email</a>.</li><li>The same card can be on ten devices. Remove the old phones under <strong>Cards</strong>, <strong>Devices</strong>.</li><li>A frozen or cancelled card cannot be added.</li></ul>
<p>If a payment fails in the shop, unlock the phone first and hold it still for two seconds. After a week without internet the phone runs out of one-time payment keys: connect it once and it refills. Lost the phone? Freezing the card in our app on another device stops the phone's copy too.</p>`,
    daysAgo: 137,
  },
];
