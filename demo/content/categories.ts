/** The subjects a case or an answer can be about, in the order a customer is offered them. */
export const categories: { value: string; label: string }[] = [
  { value: 'cards', label: 'Cards' },
  { value: 'payments', label: 'Payments and transfers' },
  { value: 'accounts', label: 'Accounts and personal details' },
  { value: 'online-banking', label: 'App and online banking' },
  { value: 'security', label: 'Security and fraud' },
  { value: 'loans-mortgages', label: 'Loans and mortgages' },
  { value: 'savings', label: 'Savings' },
  { value: 'business', label: 'Business banking' },
  { value: 'fees', label: 'Fees and charges' },
  { value: 'travel', label: 'Travel and foreign currency' },
];
