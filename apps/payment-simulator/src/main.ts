import { Books, type News } from './books.ts';
import { loadConfig } from './config.ts';
import { Journal } from './journal.ts';
import { serve } from './server.ts';
import { Webhooks } from './webhooks.ts';

const config = loadConfig();
/** Who is slow to answer is slow to tell, too. */
const isLate = (news: News) => 'isLate' in news && news.isLate;
const webhooks = new Webhooks(config);
const books = new Books(new Journal(config.LOG_FILE), (news) => webhooks.tell(news, isLate(news) ? config.SLOW_MS : 0));
const server = serve(books, webhooks, config);
server.listen(config.HTTP_PORT, config.HOST, () => {
  console.log(
    JSON.stringify({ level: 'info', service: 'payment-simulator', msg: 'listening', ...Object(server.address()) }),
  );
});

/** What is under way has this long to be answered; calls that are held on purpose would take longer. */
const DRAIN_MS = 1_000;
const stop = () => {
  server.close(() => process.exit(0));
  setTimeout(() => server.closeAllConnections(), DRAIN_MS);
};
process.once('SIGTERM', stop).once('SIGINT', stop);
