import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';
import { join } from 'node:path';
import { Transport, type GrpcOptions } from '@nestjs/microservices';
import { PROTO_DIR, protoFile, type ProtoPackage } from '@shopmesh/contracts';
import { CALLER_TOKEN, callerTokens } from './caller-token.ts';

/** Who calls, and the secret that proves it where no mesh does. */
export type Caller = { name: ProtoPackage; secret: string | undefined };

/** Nest's options for a client of a service. @param url `host:port` */
export function grpcClientOptions(name: ProtoPackage, url: string, caller: Caller): GrpcOptions {
  const { transport, options } = grpcOptions(name, url);
  const interceptors = caller.secret ? [identifying(callerTokens(caller.name, caller.secret))] : [];
  return { transport, options: { ...options, channelOptions: { ...options.channelOptions, interceptors } } };
}

/** Puts a caller's token on each call. */
function identifying(token: () => string): Interceptor {
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start: (metadata, listener, next) => {
        metadata.set(CALLER_TOKEN, token());
        next(metadata, listener);
      },
    });
}

/** Nest's options for the gRPC side of a service. @param url `host:port` */
export function grpcOptions(name: ProtoPackage, url: string): GrpcOptions {
  return {
    transport: Transport.GRPC,
    options: {
      package: `shopmesh.${name}.v1`,
      protoPath: join(PROTO_DIR, protoFile(name)),
      url,
      // int64 would be an object, and enum values bare numbers.
      loader: { includeDirs: [PROTO_DIR], longs: Number, enums: String, defaults: true, arrays: true, objects: true },
      gracefulShutdown: true,
      maxReceiveMessageLength: MAX_MESSAGE_BYTES,
      // A neighbour that restarts is found again within a second.
      channelOptions: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 },
    },
  };
}

const MAX_MESSAGE_BYTES = 1 << 20;
