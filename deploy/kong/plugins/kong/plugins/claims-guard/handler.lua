-- Makes the claims of a verified token count, and keeps clients from naming themselves.
--
-- Kong's jwt proves who signed a token and that it has not expired. Whether it was made for this shop, and to be an access
-- token at all, it does not ask: that is done here, as RFC 9068 (section 4) has it. The roles in the token become the groups
-- that acl judges by; its subject becomes X-User-Id, which rate-limiting counts by and the services log.
--
-- Headers that say who somebody is are taken from every request first, on public routes too. What an authentication plugin
-- has just set is left alone.
local jwt_parser = require "kong.plugins.jwt.jwt_parser"

local ClaimsGuard = {
  -- After jwt (1450) and key-auth (1250), before acl (950) and rate-limiting (910).
  PRIORITY = 1010,
  VERSION = "1.0.0",
}

local MAX_HEADERS = 1000

-- By beginning, in lower case and with "-" for "_": CGI and WSGI read X_User_Id as X-User-Id.
local IDENTITY = { "x-user-", "x-consumer-", "x-authenticated-", "x-credential-", "x-anonymous-" }

-- Set or cleared by Kong itself whenever a consumer is known.
local KONGS_OWN = {
  ["x-consumer-id"] = true,
  ["x-consumer-custom-id"] = true,
  ["x-consumer-username"] = true,
  ["x-credential-identifier"] = true,
  ["x-anonymous-consumer"] = true,
}

local function names_somebody(header)
  local name = header:lower():gsub("_", "-")
  for _, beginning in ipairs(IDENTITY) do
    if name:sub(1, #beginning) == beginning then
      return true
    end
  end
  return false
end

local function clear_identity()
  local headers, err = kong.request.get_headers(MAX_HEADERS)
  if err == "truncated" then
    return kong.response.exit(431, { message = "Too many headers" })
  end
  local is_known = kong.client.get_consumer() ~= nil
  for header in pairs(headers) do
    if names_somebody(header) and not (is_known and KONGS_OWN[header:lower()]) then
      kong.service.request.clear_header(header)
    end
  end
end

local function includes(value, wanted)
  if type(value) ~= "table" then
    return value == wanted
  end
  for _, one in ipairs(value) do
    if one == wanted then
      return true
    end
  end
  return false
end

-- What is wrong with a token of which nothing but the signature and the times is verified; nil when nothing is.
local function fault_of(token, conf)
  local typ = token.header.typ
  if type(typ) ~= "string" or typ:lower():gsub("^application/", "") ~= conf.token_type then
    return "typ"
  end
  if token.claims.iss ~= conf.issuer then
    return "iss"
  end
  if not includes(token.claims.aud, conf.audience) then
    return "aud"
  end
  -- It becomes a header.
  if type(token.claims.sub) ~= "string" or not token.claims.sub:match("^[%w%-]+$") then
    return "sub"
  end
end

local function groups_of(roles)
  local groups = {}
  if type(roles) == "table" then
    for _, role in ipairs(roles) do
      if type(role) == "string" then
        groups[#groups + 1] = role
      end
    end
  end
  return groups
end

local function refuse(claim)
  return kong.response.exit(401, { message = "Invalid '" .. claim .. "' in token" }, {
    ["WWW-Authenticate"] = 'Bearer error="invalid_token"',
  })
end

-- jwt looks a key up by `kid`, in the claims and then in the header, and answers 500 when that is no string. Whether it is
-- belongs to the client, so it is refused before: this phase comes before any plugin's access. It runs for plugins that
-- apply to everything, as this one must.
local function is_odd(raw)
  local token = jwt_parser:new(raw)
  if not token then
    -- jwt says what is wrong with it.
    return false
  end
  local in_claims, in_header = type(token.claims.kid), type(token.header.kid)
  return (in_claims ~= "nil" and in_claims ~= "string") or (in_header ~= "nil" and in_header ~= "string")
end

function ClaimsGuard:rewrite()
  local header = kong.request.get_header("Authorization")
  local raw = type(header) == "string" and header:match("%s*[Bb]earer%s+(.+)")
  if not raw then
    return
  end
  local is_readable, odd = pcall(is_odd, raw)
  if odd or not is_readable then
    return refuse("kid")
  end
end

function ClaimsGuard:access(conf)
  clear_identity()
  local raw = kong.ctx.shared.authenticated_jwt_token
  if not raw then
    return
  end
  local token = jwt_parser:new(raw)
  if not token then
    return refuse("typ")
  end
  local fault = fault_of(token, conf)
  if fault then
    return refuse(fault)
  end
  kong.ctx.shared.authenticated_groups = groups_of(token.claims.roles)
  kong.service.request.set_header("X-User-Id", token.claims.sub)
end

return ClaimsGuard
