import { fileURLToPath } from 'node:url';
import type { Metadata } from '@grpc/grpc-js';
import {
  Controller,
  type ExecutionContext,
  Module,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GrpcMethod, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { freePort } from '../harness/free-port.ts';
import { serve } from '../harness/server-side.ts';
import { region } from '../service/answer.ts';
import { KnownTokens } from '../service/known-tokens.ts';
import { CountingInterceptor, validated } from '../service/nest-parts.ts';

const tokens = new KnownTokens(JSON.parse(process.argv[2]!));

class CreateRegion {
  declare name: string;
  declare regionCode: string;
  declare provider: string;
  declare tags?: object;
}
validated(CreateRegion, ['name', 'regionCode', 'provider']);

class TokenGuard {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const metadata = context.switchToRpc().getContext<Metadata>();
    const identity = await tokens.check(String(metadata.get('token')[0] ?? ''));
    return identity.rol === 'WORKSPACE_OWNER';
  }
}

class RegionController {
  create(request: CreateRegion) {
    return region(request);
  }
}

const create = Object.getOwnPropertyDescriptor(RegionController.prototype, 'create')!;
Reflect.defineMetadata('design:paramtypes', [CreateRegion], RegionController.prototype, 'create');
GrpcMethod('Region', 'create')(RegionController.prototype, 'create', create);
UseGuards(TokenGuard)(RegionController.prototype, 'create', create);
UseInterceptors(CountingInterceptor)(RegionController.prototype, 'create', create);
UsePipes(new ValidationPipe())(RegionController.prototype, 'create', create);
Controller()(RegionController);

class AppModule {}
Module({ controllers: [RegionController] })(AppModule);

const port = await freePort();
const app = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {
  logger: ['error'],
  transport: Transport.GRPC,
  options: {
    package: 'spaceone.api.inventory.v1',
    protoPath: fileURLToPath(new URL('../service/region.proto', import.meta.url)),
    loader: { keepCase: false, defaults: false },
    url: `127.0.0.1:${port}`,
  },
});
await app.listen();
serve(port);
