import { accountArticles } from './articles/accounts';
import { cardArticles } from './articles/cards';
import { paymentArticles } from './articles/payments';
import { cashArticles } from './articles/cash';
import { onlineBankingArticles } from './articles/online-banking';
import { securityArticles } from './articles/security';
import { savingsArticles } from './articles/savings';
import type { ContentArticle } from './types';

/** Every knowledge article of the help centre. */
export const articles: ContentArticle[] = [...cardArticles, ...paymentArticles, ...accountArticles];
