/** What the services promise each other and their clients: protos with their generated types, and the HTTP shapes they share. */
export * as user from './gen/shopmesh/user/v1/user.ts';
export * as product from './gen/shopmesh/product/v1/product.ts';
export * as order from './gen/shopmesh/order/v1/order.ts';
export * as payment from './gen/shopmesh/payment/v1/payment.ts';
export { PROTO_DIR, protoFile, type ProtoPackage } from './proto.ts';
export { Money, MAX_AMOUNT } from './money.ts';
export { Cursor, Limit, decodeCursor, encodeCursor, pageOf } from './page.ts';
export { line, text } from './text.ts';
