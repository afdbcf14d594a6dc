import { accountArticles } from './articles/accounts';
import { businessArticles } from './articles/business';
import { cardArticles } from './articles/cards';
import { cashArticles } from './articles/cash';
import { lendingFeesTravelArticles } from './articles/lending-fees-travel';
import { onlineBankingArticles } from './articles/online-banking';
import { paymentArticles } from './articles/payments';
import { savingsArticles } from './articles/savings';
import { securityArticles } from './articles/security';
import type { ContentArticle } from './types';

/** Every knowledge article of the help centre. */
export const articles: ContentArticle[] = [
  ...cardArticles,
  ...cashArticles,
  ...paymentArticles,
  ...accountArticles,
  ...onlineBankingArticles,
  ...securityArticles,
  ...savingsArticles,
  ...lendingFeesTravelArticles,
  ...businessArticles,
];
