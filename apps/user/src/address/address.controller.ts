import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CurrentUser, type User } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { z } from 'zod';
import { AddressPage, AddressQuery, AddressView, NewAddress } from './address.schema.ts';
import { AddressService } from './address.service.ts';

@Controller('v1/users/me/addresses')
export class AddressController {
  constructor(@Inject(AddressService) private readonly addresses: AddressService) {}

  @Get()
  @Endpoint('List my addresses, the newest first', AddressPage)
  list(@CurrentUser() user: User, @Query({ schema: AddressQuery }) query: AddressQuery): Promise<AddressPage> {
    return this.addresses.list(user.id, query);
  }

  @Post()
  @Endpoint('Keep an address', AddressView, 201)
  add(@CurrentUser() user: User, @Body({ schema: NewAddress }) body: NewAddress): Promise<AddressView> {
    return this.addresses.add(user.id, body);
  }

  @Delete(':id')
  @Endpoint('Forget an address')
  remove(@CurrentUser() user: User, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.addresses.remove(user.id, id);
  }
}
