import type { Config } from './config.ts';
import type { Provider } from './provider.ts';
import { SimulatedProvider } from './simulated.provider.ts';
import { StripeProvider } from './stripe.provider.ts';

const NEEDED = {
  simulated: ['PROVIDER_URL', 'PROVIDER_WEBHOOK_SECRET'],
  stripe: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
} as const;

/** The provider that the settings name. @throws Error that names every variable it lacks */
export function providerOf(config: Config): Provider {
  const missing = NEEDED[config.PROVIDER].filter((name) => !config[name]);
  if (missing.length) throw new Error(`PROVIDER=${config.PROVIDER} needs ${missing.join(', ')}`);
  const complete = config as Required<Config>;
  return config.PROVIDER === 'stripe' ? new StripeProvider(complete) : new SimulatedProvider(complete);
}
