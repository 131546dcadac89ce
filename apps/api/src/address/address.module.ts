import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { AddressMails, MailRoom } from './address-mails.js';
import { AddressPageController } from './address.page.controller.js';
import { OwnAddressController } from './own-address.controller.js';
import { SetAddress } from './set-address.js';
import { AddressRequest, OwnAddress } from './own-address.js';

/** The e-mail addresses of users. */
@Module({
  imports: [GuardsModule],
  controllers: [AddressPageController, OwnAddressController],
  providers: [AddressMails, AddressRequest, MailRoom, OwnAddress, SetAddress],
  exports: [AddressMails, SetAddress],
})
export class AddressModule {}
