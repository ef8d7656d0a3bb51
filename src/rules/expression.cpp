#include "rules/expression.hpp"

#include <utility>

#include "rules/expression_cursor.hpp"
#include "rules/program.hpp"

namespace backsift::rules {

base::Result<Expression> read_expression(std::string_view written, Against against) {
    const base::Result<Node> tree = read_tree(written, against);
    if (!tree)
        return base::fail(tree.error());
    RequiredLiterals literals = required_literals(*tree);
    return Expression{engine_text(*tree),
                      write_program(*tree),
                      std::move(literals.required),
                      std::move(literals.besides),
                      literal_runs(*tree),
                      byte_sets(*tree),
                      {}};
}

} // namespace backsift::rules
