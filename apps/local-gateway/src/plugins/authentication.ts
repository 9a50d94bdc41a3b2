import type { Configuration, Consumer, Credential } from '../config/entity.ts';
import type { Exchange } from '../exchange.ts';
import type { PluginHooks } from './plugin.ts';

/** Refuses the request; told apart from success by being there. */
export type Refusal = (exchange: Exchange) => void;

function setOrClear(exchange: Exchange, name: string, value: string | undefined): void {
  if (value === undefined) exchange.clearHeader(name.toLowerCase());
  else exchange.setHeader(name, value);
}

/** Records who calls, and tells the upstream. @param credential undefined for the anonymous consumer. */
export function authenticate(
  exchange: Exchange,
  consumer: Consumer,
  credential?: Credential,
  identifier?: string,
): void {
  exchange.consumer = consumer;
  exchange.credential = credential;
  setOrClear(exchange, 'X-Consumer-ID', consumer.id);
  setOrClear(exchange, 'X-Consumer-Custom-ID', consumer.customId);
  setOrClear(exchange, 'X-Consumer-Username', consumer.username);
  setOrClear(exchange, 'X-Credential-Identifier', identifier);
  setOrClear(exchange, 'X-Anonymous-Consumer', credential ? undefined : 'true');
}

/**
 * The access phase of an authentication plugin. With `anonymous` a failure falls back to that consumer, and a request
 * that another plugin has authenticated passes.
 */
export function authenticationHooks(
  config: { readonly anonymous?: string | null; readonly run_on_preflight: boolean },
  configuration: Configuration,
  attempt: (exchange: Exchange) => Refusal | undefined | Promise<Refusal | undefined>,
): PluginHooks {
  const anonymous = configuration.consumers.find(
    (consumer) => consumer.id === config.anonymous || consumer.username === config.anonymous,
  );

  function settle(exchange: Exchange, refusal: Refusal | undefined): void {
    if (!refusal) return;
    if (!config.anonymous) return refusal(exchange);
    if (anonymous) return authenticate(exchange, anonymous);
    exchange.fail(500, `anonymous consumer ${config.anonymous} is configured but doesn't exist`);
  }

  return {
    access(exchange) {
      if (!config.run_on_preflight && exchange.method === 'OPTIONS') return;
      if (config.anonymous && exchange.credential) return;
      const outcome = attempt(exchange);
      if (outcome instanceof Promise) return outcome.then((refusal) => settle(exchange, refusal));
      settle(exchange, outcome);
    },
  };
}
