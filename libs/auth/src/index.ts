/** Who is calling: verifies access tokens and closes every route that is not opened by name. */
export { AccessGuard, Callers, Roles } from './access.guard.ts';
export { CallerVerifier, type Peers } from './caller-verifier.ts';
export { AuthModule } from './auth.module.ts';
export { CurrentUser } from './current-user.ts';
export { ROLES, TokenVerifier, type Role, type User } from './token-verifier.ts';
