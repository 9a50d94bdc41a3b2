import { createServer } from 'node:http';
import { KongAdmin } from '@shopmesh/kong-admin-client';
import { createLogger } from '@shopmesh/telemetry';
import { loadConfig } from './config.ts';
import { GatewaySync } from './gateway-sync.ts';
import { KongNode } from './node.ts';

const config = loadConfig();
const log = createLogger('gateway-sync', config.LOG_LEVEL);
const nodes = config.KONG_ADMIN_URLS.map((url) => new KongNode(url, new KongAdmin({ url }), log));
const sync = new GatewaySync(config, nodes, log);

const health = createServer((request, response) => {
  const isLive = request.url === '/health/live';
  const isUp = isLive || (request.url === '/health/ready' && sync.isReady);
  response.writeHead(isUp ? 200 : request.url === '/health/ready' ? 503 : 404).end();
});
health.listen(config.HTTP_PORT, config.HOST, () => log.info({ address: health.address() }, 'listening'));
sync.start();

const stop = async () => {
  health.close();
  health.closeAllConnections();
  await sync.stop();
};
process.once('SIGTERM', () => void stop()).once('SIGINT', () => void stop());
