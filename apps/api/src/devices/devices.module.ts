import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { DevicesController } from './devices.controller.js';
import { DeviceRoom } from './device-room.js';
import { HeardDevices } from './heard-devices.js';
import { UserDevices } from './user-devices.js';

/** Devices: where the time of a user was recorded, for their owners. */
@Module({
  imports: [GuardsModule],
  controllers: [DevicesController],
  providers: [UserDevices, DeviceRoom, HeardDevices],
  exports: [UserDevices, DeviceRoom, HeardDevices],
})
export class DevicesModule {}
