/** Who is calling: verifies access tokens and closes every route that is not opened by name. */
export { AccessGuard, Roles } from './access.guard.ts';
export { AuthModule } from './auth.module.ts';
export { CurrentUser } from './current-user.ts';
export { ROLES, TokenVerifier, type Role, type User } from './token-verifier.ts';
