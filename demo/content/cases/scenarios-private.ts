import type { Scenario } from './scenario';

/** Matters of private customers: cards and payments. */
export const privateScenarios: Scenario[] = [
  {
    key: 'duplicate',
    looseCauses: true,
    category: 'payments',
    queue: 'payments',
    agent: 'callum',
    subjects: [
      '{merchant} charged me {amount} twice',
      'Two payments of {amount} to {merchant}, one purchase',
      'Double charge on {weekday}: {merchant}, {amount}',
    ],
    descriptions: [
      'I bought one thing at {merchant} in {city} on {weekday} and see {amount} twice. The first attempt showed an error at the till, so they ran the card again. I have one receipt only.',
      'The website of {merchant} froze after I confirmed, then charged {amount} a second time when I reloaded the page. I received a single order number.',
      'Card ending {last4}, {merchant}, the {day}: there are two lines of {amount} each, a minute apart. One purchase, two payments. Please undo one of them.',
    ],
    causes: [
      {
        finding:
          'One of the two lines is only a reservation. {merchant} never collected it, so it falls away by itself, at the latest on the seventh day. I have shortened that and released it now.',
        resolution:
          'The second line was a reservation, not a payment. If one line is pending and the other complete, the pending one disappears within seven days; support can release it earlier once the shop confirms that it will not be collected.',
      },
      {
        finding:
          'Both payments were really collected. I have credited {amount} to you and claimed it from the bank of {merchant}, who have ten days to disagree.',
        resolution:
          'Both payments had been collected. We credited one of them the same day and reclaimed it from the shop’s bank. Keep the single order confirmation: it is the only proof needed.',
      },
      {
        finding:
          '{merchant} had noticed it before us: their refund left on {weekday} and arrives within three working days. You can see it under the purchase already.',
        resolution:
          'The shop had refunded the duplicate on its own. Open the purchase in the app: an announced refund is shown beneath it before it reaches the balance, usually within three working days.',
      },
    ],
    question: 'Could you tell me whether {merchant} sent you one confirmation or two?',
    aside: 'Third duplicate from this terminal provider this month. Told merchant monitoring.',
    work: 'Claim second payment from the merchant’s bank',
  },
  {
    key: 'declined',
    looseCauses: true,
    category: 'cards',
    queue: 'cards',
    agent: 'priya',
    subjects: [
      'Card ending {last4} declined at {merchant}',
      'Payment of {amount} refused in {city}',
      'Why was my card refused at {merchant} on {weekday}?',
    ],
    descriptions: [
      'There was plenty in the account, yet {merchant} in {city} could not take {amount}. The queue behind me was long and not amused.',
      'Tried three times to pay {amount} online at {merchant}. Each time it says “contact your bank”, so here I am.',
      'My card ending {last4} worked in the morning and was refused in the evening at {merchant}. Nothing in the app tells me what I did wrong.',
    ],
    causes: [
      {
        finding:
          'The shop has an old expiry date of yours stored. Please delete the card from your profile at {merchant} and type it anew.',
        resolution:
          'The shop tried an expiry date that is no longer valid. After a card is renewed, delete the stored card in the shop’s profile and enter it again instead of editing it.',
      },
      {
        finding:
          'Our fraud check stopped it, because it was the first payment to {merchant} and much larger than usual. The question went to your old phone. I have moved confirmations to the new one.',
        resolution:
          'A fraud check asked for confirmation on a phone that was no longer in use. Under Profile, Devices, remove old phones, then repeat the payment and answer “Yes, it was me”.',
      },
      {
        finding:
          'Online payments were switched off under Controls. The log says it was done with your passcode in spring. I did not switch it back on, since that should be you.',
        resolution:
          'The control “Online payments” was off. Cards, Controls shows every switch; turn it on and the next attempt succeeds at once.',
      },
      {
        finding:
          'It was the daily spending limit: with {amount} you would have passed it by a little. You can raise it in the app, effective after twelve hours; I have lifted it for today.',
        resolution:
          'The purchase would have exceeded the card’s daily limit. Raise it under Cards, Controls, Limits twelve hours ahead of a large purchase, or call to have it lifted for one day.',
      },
    ],
    question: 'Does the app ask you to confirm when you try once more? Please try while you have it open.',
    aside: 'Checked: issuer response 65, not merchant side.',
    work: 'Read authorisation log',
  },
  {
    key: 'transfer',
    poundStep: 90,
    category: 'payments',
    queue: 'payments',
    agent: 'callum',
    subjects: [
      'Transfer of {amount} still pending since {weekday}',
      'Deposit of {amount} for a flat in {city} still pending',
      'Where is my transfer from the {day}? ({amount})',
    ],
    descriptions: [
      'I sent {amount} to {merchant} on {weekday}. It has left my balance, but they say there is nothing. They are holding my order until then.',
      'A transfer of {amount} for the deposit on a flat in {city} shows “pending”. The agent gives me until the {day}.',
      'For two days the app has told me that {amount} is “on its way”. I would like to know on its way where.',
    ],
    causes: [
      {
        finding:
          'It was held for a manual check and has just been released. It should be there within the hour. I am sorry: the message asking you for the purpose went to your spam folder.',
        resolution:
          'The transfer waited for an answer about its purpose. Such questions are always under Messages in the app as well, whatever happens to the email; answering there releases the payment within an hour.',
      },
      {
        finding:
          'The account number had two digits swapped and belongs to nobody. The {amount} is coming back and will be in your account tomorrow.',
        resolution:
          'Two digits of the account number were exchanged, so the other bank returned the money on the next working day. Copy the number from the invoice instead of typing it and heed the name check.',
      },
      {
        finding:
          'The receiving bank booked it on the {day}; it was waiting for somebody there to match the reference. I have given you the trace number to pass on.',
        resolution:
          'The money had arrived, but without its reference the recipient could not assign it. Ask us for the trace number of a transfer and give it to the recipient: they find it within minutes.',
      },
    ],
    question: 'What did the recipient give you as account number? Please compare the last four digits.',
    aside: 'Released from screening queue, hit was on the word “Cuba” in “Cubase licence”.',
    work: 'Trace the payment with the receiving bank',
  },
  {
    key: 'card-post',
    looseCauses: true,
    category: 'cards',
    queue: 'cards',
    agent: 'priya',
    subjects: [
      'New card ordered on the {day} has not arrived',
      'Still no replacement card in {city}',
      'Card ending {last4}: lost in the post?',
    ],
    descriptions: [
      'I ordered a replacement for the card ending {last4} and was told five working days. It is the second week now.',
      'The letter box in {city} has seen everything this month except my card. Could you check where it was sent?',
      'My card expires at the end of the month and its successor is not here. I have a bill of {amount} at {merchant} to pay with it.',
    ],
    causes: [
      {
        finding:
          'It went to your former address, because the order was placed a day before the change. I have cancelled it and sent another to the right one by courier.',
        resolution:
          'The card had been ordered before the address change took effect and went to the old home. Cancel it in the app and order again; orders placed after the change use the new address.',
      },
      {
        finding:
          'The flat number was missing from our record and the post returned the envelope. With the number added, the next one is leaving today.',
        resolution:
          'The envelope came back because the flat number was missing. Check the address as printed under the card’s picture in the app, not only in your profile.',
      },
      {
        finding:
          'The batch of that week was late from the printer. Yours was posted on {weekday}; if it is not there by the {day}, tell me and a courier brings one.',
        resolution:
          'Cards printed that week left four days late. A virtual card can be used at once, and if the plastic is not there after ten working days support sends another one by courier free of charge.',
      },
    ],
    question: 'Is the name on your letter box the same as on the card?',
    aside: 'Postal return scanned, reason code “incomplete address”.',
    work: 'Order card by courier',
  },
  {
    key: 'refund',
    category: 'payments',
    queue: 'payments',
    agent: 'callum',
    subjects: [
      'Refund of {amount} from {merchant} missing',
      '{merchant} says they refunded me on the {day}',
      'Returned goods to {merchant}, no {amount} yet',
    ],
    descriptions: [
      'I sent back what I had ordered from {merchant} and have their email from {weekday} that {amount} was refunded. Nothing on my side.',
      '{merchant} cancelled my booking in {city} and promised {amount} within five days. That was three weeks ago.',
      'The refund of {amount} was to go to the card ending {last4}, which I have since replaced. Is it lost now?',
    ],
    causes: [
      {
        finding:
          '{merchant} gave me the reference: their bank rejected the refund for a formal reason. They have sent it again today.',
        resolution:
          'The shop’s refund had failed without their noticing. Ask the shop for the acquirer reference number; with those 23 digits support can see in a day whether a refund exists.',
      },
      {
        finding:
          'No refund was ever sent. I have opened a dispute for {amount} with the email as proof, and credited you for the time being.',
        resolution:
          'The promised refund had never been sent. A written promise older than fifteen days is enough for a dispute, and the amount is credited while it runs.',
      },
      {
        finding:
          'It arrived on the replaced card and was redirected to your account on {weekday}. It is dated with the purchase, which is why you did not find it at the top of the list.',
        resolution:
          'Refunds to a replaced card are redirected to the account and listed beneath the original purchase. Search for the shop’s name rather than scrolling through recent payments.',
      },
    ],
    question: 'Can you send me their message with the promise, as a picture or a PDF?',
    aside: 'Merchant’s acquirer confirms decline, refund account closed.',
    work: 'Ask merchant for the reference number',
  },
  {
    key: 'unknown-charge',
    looseCauses: true,
    category: 'security',
    queue: 'cards',
    agent: 'priya',
    subjects: [
      'I do not know this charge: {merchant}, {amount}',
      'Unknown payment of {amount} on card {last4}',
      '{amount} to {merchant}? Never been to {city}',
    ],
    descriptions: [
      'On {weekday} somebody paid {amount} at {merchant} with my card ending {last4}. The card is in my pocket and I was at work.',
      'My statement shows {merchant} in {city}. I have never been there and would remember spending {amount}.',
      'A small test payment and then {amount}, both to {merchant}. I froze the card as the help page says.',
    ],
    causes: [
      {
        finding:
          'That is fraud, and it is not your fault. The card is cancelled, {amount} is back in your account, and the new card is being posted.',
        resolution:
          'The card number had been stolen at another shop. Freezing the card and reporting the payment at once led to a full refund by the next working day; a new number ends it.',
      },
      {
        finding:
          'I believe this is your yearly subscription: {merchant} collects for several smaller services, and the same amount was paid on the {day} a year ago. Does that ring a bell?',
        resolution:
          'The charge was a yearly subscription collected under another company’s name. Search the amount in last year’s statement: a payment on the same day is nearly always the same subscription.',
      },
      {
        finding:
          'It was paid with the phone wallet on your family tablet, which still has this card in it. You can remove it under Cards, Devices.',
        resolution:
          'The payment came from a shared tablet on which the card was still stored. Cards, Devices lists every phone and tablet that can pay; remove those you do not carry.',
      },
    ],
    question: 'Does anybody else in your household use this card or a device where it is stored?',
    aside: 'Compromise point likely the ticket site from the spring list. Do not name it to the customer.',
    work: 'Refund and reissue card',
  },
  {
    key: 'rate',
    category: 'travel',
    queue: 'payments',
    agent: 'callum',
    subjects: [
      'Wrong exchange rate in {city}',
      'Charged {amount} instead of what the till said in {city}',
      'Exchange rate at {merchant} on {weekday}',
    ],
    descriptions: [
      'I paid in local currency in {city} and the amount that appeared, {amount}, is about four per cent more than your calculator shows.',
      'The terminal at {merchant} asked something about pounds, I pressed the green button, and now {amount} has gone. That cannot be your rate.',
      'I paid by card and took cash on the same day in {city}, at two quite different rates. The cash, {amount}, was the worse. Which is right?',
    ],
    causes: [
      {
        finding:
          'The first amount was an estimate. The final rate is set when the shop collects, here two days later, and the pound fell meanwhile.',
        resolution:
          'A pending foreign payment shows an estimate. The final rate is that of the day on which the shop collects it, usually one to three days later.',
      },
      {
        finding:
          'The terminal converted it into pounds itself, at its own rate. The slip says so in small print. We cannot reverse it, but I have credited the difference this once.',
        resolution:
          'The shop’s terminal had converted the price into pounds at its own rate. Abroad always choose to pay in the local currency; the bank then uses the card scheme’s rate without a surcharge.',
      },
      {
        finding:
          'The machine’s owner added a charge of its own, which is contained in the amount. Our part is correct to the penny.',
        resolution:
          'The cash machine’s operator had added its own charge to the amount. Machines must announce it on the screen; cancel and use a bank’s machine instead.',
      },
    ],
    question: 'Is there a line with “GBP” or “conversion” on the slip?',
    aside: 'DCC again. Marked for the summer travel article.',
    work: 'Compare scheme rate with booking',
  },
  {
    key: 'atm',
    poundStep: 20,
    category: 'cards',
    queue: 'cards',
    agent: 'priya',
    subjects: [
      'Machine in {city} kept my {amount}',
      'Cash machine paid out too little on {weekday}',
      'No cash from the machine, but {amount} is gone',
    ],
    descriptions: [
      'The machine near {merchant} in {city} counted for a long time, then said “temporarily out of service”. My account says {amount} was paid out.',
      'I asked for {amount} and received sixty less. There was no slip, the paper had run out.',
      'On {weekday} evening the machine gave back my card ending {last4} but no notes. I waited five minutes and so did the man behind me.',
    ],
    causes: [
      {
        finding:
          'The count that evening showed a surplus of exactly that sum. {amount} is yours again as of now.',
        resolution:
          'The machine’s evening count showed the surplus, so the withdrawal was reversed. For our own machines this takes two working days from the report and needs no slip.',
      },
      {
        finding:
          'It belongs to another bank. They confirmed the fault on the {day}, and the credit I gave you at the start is now final.',
        resolution:
          'The machine was another bank’s. The amount was credited provisionally at once and became final when that bank confirmed the fault; this can take ten working days.',
      },
      {
        finding:
          'The notes were taken back in after thirty seconds and the withdrawal cancelled itself. It is no longer in your list, only in the notification.',
        resolution:
          'The machine had drawn the notes back and cancelled the withdrawal within the hour. Check the list of payments rather than the notification before reporting it.',
      },
    ],
    question: 'Was there a number on the machine, or do you remember which side of the street it was on?',
    aside: 'Cassette 2 jam logged 18:42 that day.',
    work: 'Ask the machine’s operator for its journal',
  },
  {
    key: 'app',
    category: 'online-banking',
    queue: 'general',
    agent: 'priya',
    subjects: [
      'App signs me out since {weekday}',
      'Cannot sign in from {city}',
      'No confirmation appears when I pay {merchant}',
    ],
    descriptions: [
      'Since the update on {weekday} the app asks for the passcode, accepts it, and shows the sign-in page again. I have to pay {merchant} by the {day}.',
      'I am in {city} and the app says “something went wrong, reference {last4}”. At home it worked.',
      'When I pay {amount} at {merchant} the page waits for a confirmation in the app, but the app shows nothing at all.',
    ],
    causes: [
      {
        finding:
          'That was a fault of ours in version 8.14. Version 8.14.2 has been in the stores since this morning and mends it.',
        resolution:
          'A fault in app version 8.14 signed people out in a circle. Updating to 8.14.2 or later solves it; nothing has to be set up again.',
      },
      {
        finding:
          'The network you use in {city} meddles with secure connections, and the app refuses to play along. With mobile data it works.',
        resolution:
          'A public wireless network interfered with the secure connection, so the app refused it. Switch to mobile data, or sign in to the network’s own page first.',
      },
      {
        finding:
          'You were signed in on three devices, and the confirmations went to the one in a drawer. I have signed it out.',
        resolution:
          'Confirmations are sent to the device that signed in last. Remove unused ones under Profile, Devices, then open the app once on the one you carry.',
      },
      {
        finding:
          'The phone’s clock was eleven minutes fast. Please set it to automatic, then it works at once.',
        resolution:
          'The phone’s clock was wrong, so every sign-in counted as expired. Set date and time to automatic and restart the app.',
      },
    ],
    question: 'Which phone is it, and what does the app show under Profile, About?',
    aside: 'Matches the token refresh defect, linked to the release notes.',
    work: 'Check device list and sign-in log',
  },
  {
    key: 'identity',
    poundStep: 150,
    category: 'accounts',
    queue: 'general',
    agent: 'priya',
    subjects: [
      'Identity check refused three times ({city})',
      'You ask for proof of {amount} I received',
      'Passport from {city} consulate not accepted',
    ],
    descriptions: [
      'The app rejects the picture of my new document, issued in {city} on the {day}. I have tried by daylight, lamplight and with a steady aunt.',
      'I was asked to explain {amount} that came in on {weekday}. It is from the sale of a piano in {city}; what do you need?',
      'According to the app my check is due on the {day}. I have sent everything, and it still says “waiting for you”.',
    ],
    causes: [
      {
        finding:
          'The glossy cover reflected on the number. A colleague has now read it by eye, and you are done for the next five years.',
        resolution:
          'Reflections made the document’s number unreadable. Photograph it by a window, without flash, on a dark surface; after three failures a person checks the pictures within one working day.',
      },
      {
        finding:
          'The contract of sale is all I needed, thank you. The question is answered and nothing is on hold.',
        resolution:
          'A contract or invoice of the sale was enough to explain the incoming money. One document that shows sum, date and the two parties suffices; other details may be covered.',
      },
      {
        finding:
          'Your middle name is on the passport but not on the account. I have added it, and the check went through.',
        resolution:
          'The name on the account lacked the middle name on the passport. Add it under Profile, Name before you repeat the identity check.',
      },
    ],
    question: 'Could you photograph it once more with all four corners in the picture and attach it here?',
    aside: 'Document genuine, checked against issuing state’s register. No alert.',
    work: 'Review document by eye',
  },
];
