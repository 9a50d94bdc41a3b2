import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { definePlugin } from './plugin.ts';

const schema = z
  .strictObject({
    allow: z.array(z.string()).nullish(),
    deny: z.array(z.string()).nullish(),
    hide_groups_header: z.boolean().default(false),
    always_use_authenticated_groups: z.boolean().default(false),
  })
  .refine((config) => (config.allow == null) !== (config.deny == null), 'needs either "allow" or "deny"');

export const acl = definePlugin({
  name: 'acl',
  priority: 950,
  schema,
  create(config) {
    const denies = (config.deny?.length ?? 0) > 0;
    const listed = new Set(denies ? config.deny : config.allow);
    const forbid = (exchange: Exchange) => exchange.fail(403, 'You cannot consume this service');

    /** Lets the request pass, naming the groups to the upstream, or forbids it. */
    function decide(exchange: Exchange, groups: readonly string[], header: string): void {
      const member = groups.some((group) => listed.has(group));
      if (member === denies) return forbid(exchange);
      if (!config.hide_groups_header) exchange.setHeader(header, groups.join(', '));
    }

    return {
      access(exchange) {
        const { consumer, credential } = exchange;
        const fromPlugin = exchange.shared.authenticatedGroups;
        if (fromPlugin && (!consumer || !credential || config.always_use_authenticated_groups)) {
          return decide(exchange, fromPlugin, 'X-Authenticated-Groups');
        }
        const groups = consumer?.groups ?? [];
        const nothingToJudge = !consumer || (groups.length === 0 && !denies);
        if (!nothingToJudge) return decide(exchange, groups, 'X-Consumer-Groups');
        if (credential) return forbid(exchange);
        exchange.fail(401, 'Unauthorized');
      },
    };
  },
});
