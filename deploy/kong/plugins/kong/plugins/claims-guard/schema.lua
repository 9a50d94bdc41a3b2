local typedefs = require "kong.db.schema.typedefs"

return {
  name = "claims-guard",
  fields = {
    -- Who may do what does not depend on which consumer's key signed.
    { consumer = typedefs.no_consumer },
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          -- As in a token's `iss`. Differs from place to place, so it may be a reference: {vault://env/shop-issuer}.
          { issuer = { type = "string", required = true, referenceable = true } },
          -- One of a token's `aud`.
          { audience = { type = "string", required = true } },
          -- In lower case, as in a token's header `typ`.
          { token_type = { type = "string", required = true, default = "at+jwt" } },
        },
      },
    },
  },
}
