import {
  Body,
  Controller,
  type ExecutionContext,
  Module,
  Post,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { serve } from '../harness/server-side.ts';
import { KnownTokens } from '../service/known-tokens.ts';
import { CountingInterceptor, validated } from '../service/nest-parts.ts';
import { jsonRegion } from './answer.ts';

const tokens = new KnownTokens(JSON.parse(process.argv[2]!));

class CreateRegion {
  declare name: string;
  declare region_code: string;
  declare provider: string;
  declare tags?: object;
}
validated(CreateRegion, ['name', 'region_code', 'provider']);

class TokenGuard {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { authorization = '' } = context
      .switchToHttp()
      .getRequest<{ headers: { authorization?: string } }>().headers;
    const identity = await tokens.check(authorization.slice('Bearer '.length));
    return identity.rol === 'WORKSPACE_OWNER';
  }
}

class RegionController {
  create(request: CreateRegion) {
    return jsonRegion(request);
  }
}

const create = Object.getOwnPropertyDescriptor(RegionController.prototype, 'create')!;
Reflect.defineMetadata('design:paramtypes', [CreateRegion], RegionController.prototype, 'create');
Body()(RegionController.prototype, 'create', 0);
Post('create')(RegionController.prototype, 'create', create);
UseGuards(TokenGuard)(RegionController.prototype, 'create', create);
UseInterceptors(CountingInterceptor)(RegionController.prototype, 'create', create);
UsePipes(new ValidationPipe())(RegionController.prototype, 'create', create);
Controller('inventory/v1/region')(RegionController);

class AppModule {}
Module({ controllers: [RegionController] })(AppModule);

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
  logger: ['error'],
});
await app.listen(0, '127.0.0.1');
serve((app.getHttpServer().address() as { port: number }).port);
