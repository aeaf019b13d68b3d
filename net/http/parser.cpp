#include "net/http/parser.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace flexcord::net::http {

namespace beast = boost::beast;
using beast::error_code;

namespace {

// An unfinished chunk header or trailer is kept in the caller's buffer; it needs a bound of its
// own.
constexpr std::size_t longest_unfinished_piece = 16u << 10;
constexpr std::size_t largest_reserve = 256u << 10;
constexpr std::size_t most_fields = 256;

std::string_view plain(beast::string_view s) { return {s.data(), s.size()}; }

} // namespace

struct parser::impl {
  virtual ~impl() = default;
  virtual std::size_t put(std::string_view bytes, error_code& ec) = 0;
  virtual void put_eof(error_code& ec) = 0;
  virtual void skip_body() = 0;
  virtual void set_body_limit(std::size_t bytes) = 0;
  virtual bool header_done() const = 0;
  virtual bool done() const = 0;
  virtual bool started() const = 0;
  virtual bool keep_alive() const = 0;
  virtual bool chunked() const = 0;
  virtual std::optional<std::uint64_t> length() const = 0;

  outcome fail(error_code ec) {
    error = ec;
    if (ec == beast::http::error::header_limit)
      problem = problem::header_too_large;
    else if (ec == beast::http::error::body_limit)
      problem = problem::body_too_large;
    else
      problem = problem::malformed;
    return outcome::failed;
  }

  message_head head;
  std::string body;
  std::function<void(std::string_view)> sink;
  enum problem problem = problem::none;
  error_code error;
  bool header_reported = false;
};

namespace {

/// Beast's grammar, with our values as its target.
template <bool IsRequest>
class grammar final : public parser::impl, private beast::http::basic_parser<IsRequest> {
public:
  using base = beast::http::basic_parser<IsRequest>;

  explicit grammar(std::size_t header_limit) {
    base::header_limit(static_cast<std::uint32_t>(header_limit));
    base::body_limit(boost::none);
    base::eager(false);
  }

  std::size_t put(std::string_view bytes, error_code& ec) override {
    if (header_reported) base::eager(true);
    return base::put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
  }
  void put_eof(error_code& ec) override {
    if (base::got_some())
      base::put_eof(ec);
    else
      ec = beast::http::error::end_of_stream;
  }
  void skip_body() override { base::skip(true); }
  void set_body_limit(std::size_t bytes) override { base::body_limit(bytes); }
  bool header_done() const override { return base::is_header_done(); }
  bool done() const override { return base::is_done(); }
  bool started() const override { return base::got_some(); }
  bool keep_alive() const override { return base::is_header_done() && base::keep_alive(); }
  bool chunked() const override { return base::chunked(); }
  std::optional<std::uint64_t> length() const override {
    if (const auto n = base::content_length()) return *n;
    return std::nullopt;
  }

private:
  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                       int version, error_code& ec) override {
    head.method = plain(method);
    head.target = plain(target);
    head.version = version;
    ec = {};
  }
  void on_response_impl(int code, beast::string_view, int version, error_code& ec) override {
    head.status = code;
    head.version = version;
    ec = {};
  }
  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     error_code& ec) override {
    ec = {};
    // Trailers come after the header was acted upon; merging them would let a peer change it
    // afterwards.
    if (header_reported) return;
    if (head.headers.size() >= most_fields) {
      ec = beast::http::error::header_limit;
      return;
    }
    head.headers.add(std::string(plain(name)), std::string(plain(value)));
  }
  void on_header_impl(error_code& ec) override { ec = {}; }
  void on_body_init_impl(const boost::optional<std::uint64_t>& n, error_code& ec) override {
    if (n && !sink) body.reserve(std::min<std::size_t>(*n, largest_reserve));
    ec = {};
  }
  std::size_t on_body_impl(beast::string_view piece, error_code& ec) override {
    ec = {};
    if (sink && !piece.empty())
      sink(plain(piece));
    else
      body.append(piece.data(), piece.size());
    return piece.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code& ec) override { ec = {}; }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, error_code& ec) override {
    return on_body_impl(piece, ec);
  }
  void on_finish_impl(error_code& ec) override { ec = {}; }
};

std::unique_ptr<parser::impl> make_grammar(parser::kind k, std::size_t header_limit) {
  if (k == parser::kind::request) return std::make_unique<grammar<true>>(header_limit);
  return std::make_unique<grammar<false>>(header_limit);
}

} // namespace

parser::parser(kind k, std::size_t header_limit) : impl_(make_grammar(k, header_limit)) {}
parser::~parser() = default;

void parser::expect_no_body() { impl_->skip_body(); }
void parser::limit_body(std::size_t bytes) { impl_->set_body_limit(bytes); }
void parser::stream_body(std::function<void(std::string_view)> sink) {
  impl_->sink = std::move(sink);
}

parser::outcome parser::put(std::string_view bytes, std::size_t& used) {
  used = 0;
  error_code ec;
  while (!impl_->done() || !impl_->header_reported) {
    if (!impl_->done()) {
      const auto rest = bytes.substr(used);
      const auto n = impl_->put(rest, ec);
      used += n;
      if (ec && ec != beast::http::error::need_more) return impl_->fail(ec);
      if (ec && impl_->header_reported && rest.size() - n > longest_unfinished_piece)
        return impl_->fail(beast::http::error::bad_chunk);
    }
    if (impl_->header_done() && !impl_->header_reported) {
      impl_->header_reported = true;
      return outcome::header_done;
    }
    if (impl_->done()) break;
    if (ec || used == bytes.size()) return outcome::need_more;
  }
  return outcome::complete;
}

parser::outcome parser::put_eof() {
  error_code ec;
  if (!impl_->done()) impl_->put_eof(ec);
  return ec ? impl_->fail(ec) : outcome::complete;
}

parser::problem parser::trouble() const { return impl_->problem; }
std::string parser::trouble_text() const { return impl_->error.message(); }
bool parser::started() const { return impl_->started(); }
bool parser::keep_alive() const { return impl_->keep_alive(); }
std::optional<std::uint64_t> parser::content_length() const { return impl_->length(); }
bool parser::chunked() const { return impl_->chunked(); }
message_head& parser::head() { return impl_->head; }
std::string& parser::body() { return impl_->body; }

} // namespace flexcord::net::http
