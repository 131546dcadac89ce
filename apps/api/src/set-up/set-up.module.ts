import { Module } from '@nestjs/common';
import { AddressModule } from '../address/address.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { SetUpController } from './set-up.controller.js';
import { SetUp } from './set-up.js';

/** The first account of a server. */
@Module({ imports: [AddressModule, GuardsModule], controllers: [SetUpController], providers: [SetUp] })
export class SetUpModule {}
