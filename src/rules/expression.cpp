#include "rules/expression.hpp"

#include "rules/expression_cursor.hpp"
#include "rules/program.hpp"

namespace backsift::rules {

base::Result<Expression> read_expression(std::string_view written, Against against) {
    const base::Result<Node> tree = read_tree(written, against);
    if (!tree)
        return base::fail(tree.error());
    return Expression{engine_text(*tree), write_program(*tree), required_literals(*tree),
                      literal_runs(*tree)};
}

} // namespace backsift::rules
