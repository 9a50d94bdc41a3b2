-- busted, with Kong's plugin development kit played by tables. Run from deploy/kong: busted spec

local headers, cleared, consumer, answer, shared, truncated
local tokens = {}

-- The parser is Kong's, and verified before: here a token is the name of a table.
package.preload["kong.plugins.jwt.jwt_parser"] = function()
  return {
    new = function(_, raw)
      return tokens[raw]
    end,
  }
end

package.path = "plugins/?.lua;" .. package.path
local guard = require "kong.plugins.claims-guard.handler"

local CONF = { issuer = "https://shop.test", audience = "shopmesh", token_type = "at+jwt" }
local SUB = "0190a0b0-0000-7000-8000-000000000001"

local function token(changes)
  local made = {
    header = { typ = "at+jwt", alg = "RS256" },
    claims = { iss = CONF.issuer, aud = CONF.audience, sub = SUB, roles = { "customer", "staff" } },
  }
  for _, part in ipairs({ "header", "claims" }) do
    for name, value in pairs((changes or {})[part] or {}) do
      made[part][name] = value
    end
  end
  tokens.raw = made
  shared.authenticated_jwt_token = "raw"
end

-- kong.response.exit ends the phase.
local function run(phase)
  local done, exit = pcall(guard[phase or "access"], guard, CONF)
  if not done and exit ~= answer then
    error(exit)
  end
end

before_each(function()
  headers, cleared, consumer, answer, shared, truncated = {}, {}, nil, nil, {}, nil
  _G.kong = {
    ctx = { shared = shared },
    request = {
      get_headers = function()
        return headers, truncated
      end,
      get_header = function(name)
        return headers[name:lower()]
      end,
    },
    client = {
      get_consumer = function()
        return consumer
      end,
    },
    service = {
      request = {
        clear_header = function(name)
          cleared[name] = true
        end,
        set_header = function(name, value)
          headers[name] = value
        end,
      },
    },
    response = {
      exit = function(status, body, extra)
        answer = { status = status, body = body, headers = extra }
        error(answer)
      end,
    },
  }
end)

describe("claims-guard", function()
  it("runs after authentication and before acl", function()
    assert.is_true(guard.PRIORITY < 1250 and guard.PRIORITY > 950)
  end)

  for _, name in ipairs({
    "x-user-id", "x_user_id", "x-user-roles", "x-consumer-id", "x_consumer_id", "x-consumer-groups", "x-authenticated-groups",
    "x-credential-identifier", "x-anonymous-consumer",
  }) do
    it("takes " .. name .. " from a request without a token", function()
      headers[name] = "spoofed"
      run()
      assert.is_true(cleared[name])
    end)
  end

  it("leaves other headers alone", function()
    headers["x-request-id"], headers["user-agent"], headers["x-usernames"] = "1", "curl", "a"
    run()
    assert.same({}, cleared)
  end)

  it("leaves what Kong has set for a known consumer, and takes the rest", function()
    consumer = { id = "c" }
    headers["x-consumer-id"], headers["x-consumer-groups"], headers["x_consumer_id"] = "c", "admin", "spoofed"
    run()
    assert.same({ ["x-consumer-groups"] = true, ["x_consumer_id"] = true }, cleared)
  end)

  it("refuses more headers than it can look through", function()
    truncated = "truncated"
    run()
    assert.equal(431, answer.status)
  end)

  it("names the user and the roles of a good token", function()
    token()
    run()
    assert.is_nil(answer)
    assert.equal(SUB, headers["X-User-Id"])
    assert.same({ "customer", "staff" }, shared.authenticated_groups)
  end)

  it("takes an audience out of several, and a type in its long form", function()
    token({ header = { typ = "application/at+JWT" }, claims = { aud = { "other", "shopmesh" } } })
    run()
    assert.is_nil(answer)
  end)

  it("gives no groups to a token whose roles are none", function()
    for _, roles in ipairs({ "admin", 1, { 1, true, {} }, {} }) do
      token({ claims = { roles = roles } })
      run()
      assert.same({}, shared.authenticated_groups)
    end
  end)

  for claim, changes in pairs({
    typ = { header = { typ = "JWT" } },
    iss = { claims = { iss = "https://evil.test" } },
    aud = { claims = { aud = { "other" } } },
    sub = { claims = { sub = "a\r\nX-User-Id: b" } },
  }) do
    it("refuses a token with a wrong " .. claim, function()
      token(changes)
      run()
      assert.equal(401, answer.status)
      assert.equal("Invalid '" .. claim .. "' in token", answer.body.message)
      assert.equal('Bearer error="invalid_token"', answer.headers["WWW-Authenticate"])
      assert.is_nil(headers["X-User-Id"])
    end)
  end

  for name, changes in pairs({
    ["a number as issuer"] = { claims = { iss = 1 } },
    ["a table as type"] = { header = { typ = {} } },
    ["a false audience"] = { claims = { aud = false } },
  }) do
    it("refuses " .. name, function()
      token(changes)
      run()
      assert.equal(401, answer.status)
    end)
  end

  it("refuses what cannot be parsed", function()
    shared.authenticated_jwt_token = "unknown"
    run()
    assert.equal(401, answer.status)
  end)

  for name, changes in pairs({
    ["a list in the header"] = { header = { kid = { "a" } } },
    ["a number in the claims"] = { claims = { kid = 1 } },
    ["false in the header"] = { header = { kid = false } },
  }) do
    it("refuses a kid that is " .. name .. ", before jwt looks a key up by it", function()
      token(changes)
      headers.authorization = "Bearer raw"
      run("rewrite")
      assert.equal(401, answer.status)
    end)
  end

  it("refuses a token that the parser stumbles over", function()
    tokens.odd = { header = "text", claims = 1 }
    headers.authorization = "bearer odd"
    run("rewrite")
    assert.equal(401, answer.status)
  end)

  for name, authorization in pairs({ ["none"] = false, ["another scheme"] = "Basic raw", ["no token"] = "Bearer unknown", ["a good one"] = "Bearer raw" }) do
    it("leaves a request to jwt that has " .. name, function()
      token({ header = { kid = "k1" } })
      headers.authorization = authorization or nil
      run("rewrite")
      assert.is_nil(answer)
    end)
  end
end)
