import 'reflect-metadata';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Observable, tap } from 'rxjs';

// The parts of a NestJS service as its documentation has them. Decorators are applied by hand, since these files run by
// type stripping.

/** Marks a class's properties for `class-validator` as texts that must be given, and `tags` as an optional object. */
export function validated(type: abstract new () => object, names: readonly string[]): void {
  for (const name of names) {
    IsString()(type.prototype as object, name);
    IsNotEmpty()(type.prototype as object, name);
    MaxLength(255)(type.prototype as object, name);
  }
  IsOptional()(type.prototype as object, 'tags');
  IsObject()(type.prototype as object, 'tags');
}

/** Counts calls and their durations, as Hawser does for its metrics. */
export class CountingInterceptor {
  calls = 0;
  seconds = 0;

  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    const began = performance.now();
    return next.handle().pipe(
      tap(() => {
        this.calls++;
        this.seconds += (performance.now() - began) / 1000;
      }),
    );
  }
}
